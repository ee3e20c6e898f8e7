using System.Globalization;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>
/// How each fault goes, as Microsoft's documents tell it.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode and
/// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange.
/// </summary>
internal static class FaultScripts
{
    private const string Busy = "The server cannot service this request right now. Try again later.";

    private static readonly Dictionary<FaultKind, FaultScript> All = new()
    {
        [FaultKind.DropAnswerAfterCommit] = new() { Delivery = Delivery.Dropped },
        [FaultKind.DropBeforeCommit] = new() { Instead = _ => new FaultAnswer(503), Delivery = Delivery.Dropped },
        [FaultKind.Http503] = new() { HasTime = true, Instead = moment => new FaultAnswer(503) { Headers = RetryAfter(moment) } },
        [FaultKind.Http500] = new() { Instead = _ => new FaultAnswer(500) },
        [FaultKind.ServerBusy] = new() { HasTime = true, Before = (moment, _) => throw EwsFault.Busy(moment.Rule.Milliseconds) },
        [FaultKind.ServerBusyMessages] = new()
        {
            HasTime = true,
            Instead = moment => Refusals.Of(moment, "ErrorServerBusy", Busy, EwsFault.Value("BackOffMilliseconds", moment.Rule.Milliseconds)),
        },
        [FaultKind.Slow] = new() { HasTime = true, Delay = moment => moment.Pause },
        [FaultKind.SlowBody] = new() { HasTime = true, Delivery = Delivery.Slowly },
        [FaultKind.CutBody] = new() { Delivery = Delivery.Cut },
        [FaultKind.Http401] = new() { Instead = _ => new FaultAnswer(401) },
        [FaultKind.Http403] = new() { Instead = _ => new FaultAnswer(403) },
        [FaultKind.ErrorPage] = new() { Instead = _ => ErrorPage() },
        [FaultKind.ServerError] = Refused("ErrorInternalServerError", "An internal server error occurred. The operation failed."),
        [FaultKind.VersionRefused] = Refused("ErrorInvalidServerVersion", "The specified server version is invalid."),
        [FaultKind.MailboxMoving] = new()
        {
            Concerns = MailboxFaults.HasMailbox,
            Instead = moment => Refusals.Of(moment, "ErrorMailboxMoveInProgress", "The mailbox is being moved and cannot be accessed. Try again later."),
        },
        [FaultKind.MailboxMoved] = new() { Span = FaultSpan.Once, Concerns = MailboxFaults.HasMailbox, Before = MailboxFaults.Move },
        [FaultKind.MailboxGone] = Refused("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.") with { Concerns = MailboxFaults.HasMailbox },
        [FaultKind.MailboxIsAlias] = new() { Concerns = MailboxFaults.HasMailbox, Before = MailboxFaults.RefuseAlias },
        [FaultKind.DamagedItem] = new() { Concerns = DamagedItems.Concerns, StaysWith = DamagedItems.First, Tell = DamagedItems.Tell },
        [FaultKind.SyncStateExpired] = new() { Concerns = MailboxFaults.HasSyncState, Instead = MailboxFaults.ForgetState },
        [FaultKind.SubscriptionLost] = new()
        {
            Begins = MailboxFaults.ForgetSubscriptions, Concerns = MailboxFaults.AsksSubscription, Before = MailboxFaults.ForgetSubscriptions,
        },

        // The clock itself is MailboxClock; here its requests are counted.
        [FaultKind.ClockSkew] = new() { Span = FaultSpan.Lasting, HasTime = true },
    };

    public static FaultScript Of(FaultKind kind) => All[kind];

    private static FaultScript Refused(string code, string text) => new() { Before = (_, _) => throw new EwsFault(code, text) };

    private static IReadOnlyList<(string Name, string Value)> RetryAfter(FaultMoment moment) => moment.Rule.Milliseconds == 0
        ? []
        : [("Retry-After", Math.Ceiling(moment.Pause.TotalSeconds).ToString(CultureInfo.InvariantCulture))];

    private static FaultAnswer ErrorPage() => new(302)
    {
        Headers = [("Location", "/ews/genericerrorpage.htm?aspxerrorpath=/ews/exchange.asmx")],
        Page = "<html><head><title>Object moved</title></head><body><h2>Object moved to <a href=\"/ews/genericerrorpage.htm?aspxerrorpath=/ews/exchange.asmx\">here</a>.</h2></body></html>",
    };
}
