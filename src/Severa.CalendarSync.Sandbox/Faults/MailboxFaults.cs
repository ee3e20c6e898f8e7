using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Operations;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>What happens to mailboxes, their states and their subscriptions.</summary>
internal static class MailboxFaults
{
    public static bool HasMailbox(FaultMoment moment) => moment.Mailbox is not null;

    public static void Move(FaultMoment moment, FaultWorld world) => world.Store.Relocate(moment.Mailbox!, Guid.NewGuid());

    /// <summary>The user got another address; this one still reaches him, but is not the one his mailbox is known by.</summary>
    public static void RefuseAlias(FaultMoment moment, FaultWorld world) => throw new EwsFault(
        "ErrorNonPrimarySmtpAddress",
        "The primary SMTP address must be specified when referencing a mailbox.",
        EwsFault.Value("Primary", "new." + moment.Mailbox!.Address));

    public static bool HasSyncState(FaultMoment moment) =>
        moment.Request is { Operation: "SyncFolderItems" } && moment.Request.Body.Element(Ns.M + "SyncState")?.Value.Length > 0;

    public static FaultAnswer ForgetState(FaultMoment moment) => new()
    {
        Response = Answers.Response(moment.Request.Operation, [SyncFolderItems.Failed(
            moment.Request.Operation, "ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.")]),
    };

    public static bool AsksSubscription(FaultMoment moment) => SubscriptionIds(moment.Request).Count > 0;

    /// <summary>Whoever listens already is to notice it now.</summary>
    public static void ForgetSubscriptions(FaultRule rule, FaultWorld world) => world.Subscriptions.Forget(world.Subscriptions.All
        .Where(s => string.IsNullOrEmpty(rule.Mailbox) || string.Equals(rule.Mailbox, s.Mailbox.Address, StringComparison.OrdinalIgnoreCase))
        .Select(s => s.Id));

    /// <summary>The operation finds nothing and says so itself.</summary>
    public static void ForgetSubscriptions(FaultMoment moment, FaultWorld world) => world.Subscriptions.Forget(SubscriptionIds(moment.Request));

    private static List<string> SubscriptionIds(EwsRequest request) => request.Operation is "GetStreamingEvents" or "GetEvents" or "Unsubscribe"
        ? request.Body.Descendants().Where(e => e.Name.LocalName == "SubscriptionId").Select(e => e.Value).ToList()
        : [];
}
