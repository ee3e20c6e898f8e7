using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>A fault at work on one request.</summary>
internal sealed record Trouble(FaultScript Script, FaultMoment Moment)
{
    /// <exception cref="EwsFault">The request is refused.</exception>
    public async Task<FaultAnswer?> BeginAsync(FaultWorld world, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Script.Delay(Moment) is { Ticks: > 0 } delay)
        {
            await Task.Delay(delay, clock, cancellationToken);
        }

        Script.Before(Moment, world);
        return Script.Instead(Moment);
    }

    public XElement Tell(XElement response) => Script.Tell(Moment, response);
}

/// <summary>A fault and the request it meets.</summary>
internal sealed record FaultMoment(FaultRule Rule, EwsRequest Request, Mailbox? Mailbox)
{
    public TimeSpan Pause => TimeSpan.FromMilliseconds(Rule.Milliseconds);
}

/// <summary>What a fault may change besides the answer.</summary>
internal sealed record FaultWorld(MailboxStore Store, SubscriptionHub Subscriptions);

/// <summary>What is answered instead of carrying the request out: a status with headers and a page, or messages of EWS.</summary>
internal sealed record FaultAnswer(int Status = 200)
{
    public XElement? Response { get; init; }

    public string Page { get; init; } = "";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
