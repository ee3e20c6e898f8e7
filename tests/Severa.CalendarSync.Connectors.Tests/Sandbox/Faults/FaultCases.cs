using Severa.CalendarSync.Sandbox.Faults;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Faults;

/// <summary>Every fault, what its runs report, and how many requests a run may waste on it.</summary>
internal static class FaultCases
{
    private static readonly FaultCase[] All =
    [
        // A broken conversation: a read is tried twice, a write once, and nothing is written after it.
        new(FaultKind.DropAnswerAfterCommit, Meets.Everything, 22, 2),
        new(FaultKind.DropAnswerAfterCommit, Meets.Writes, 22, 1),
        new(FaultKind.DropBeforeCommit, Meets.Everything, 22, 2),
        new(FaultKind.DropBeforeCommit, Meets.Writes, 22, 1),
        new(FaultKind.CutBody, Meets.Everything, 22, 2),
        new(FaultKind.CutBody, Meets.Writes, 22, 1),
        new(FaultKind.Http500, Meets.Everything, 22, 2),
        new(FaultKind.Http500, Meets.Writes, 22, 1),
        new(FaultKind.ErrorPage, Meets.Everything, 22, 2),
        new(FaultKind.ErrorPage, Meets.Writes, 22, 1),
        new(FaultKind.ServerError, Meets.Everything, 22, 1),
        new(FaultKind.ServerError, Meets.Writes, 22, 1),
        new(FaultKind.Slow, Meets.Everything, 22, 1),
        new(FaultKind.Slow, Meets.Writes, 22, 1),
        new(FaultKind.SlowBody, Meets.Everything, 22, 1),
        new(FaultKind.SlowBody, Meets.Writes, 22, 1),

        // A server that wants to be left alone is left alone.
        new(FaultKind.Http503, Meets.Everything, 22, 1),
        new(FaultKind.Http503, Meets.Writes, 22, 1),
        new(FaultKind.ServerBusy, Meets.Everything, 22, 1),
        new(FaultKind.ServerBusy, Meets.Writes, 22, 1),
        new(FaultKind.ServerBusyMessages, Meets.Everything, 22, 1),
        new(FaultKind.ServerBusyMessages, Meets.Writes, 22, 1),

        // Refusals. A 401 may be a busy server and is asked once more; a version is looked for downwards.
        new(FaultKind.Http401, Meets.Everything, 1, 2),
        new(FaultKind.Http401, Meets.Writes, 1, 1),
        new(FaultKind.Http403, Meets.Everything, 18, 1),
        new(FaultKind.Http403, Meets.Writes, 18, 1),
        new(FaultKind.VersionRefused, Meets.Everything, 9, 5),
        new(FaultKind.VersionRefused, Meets.Writes, 9, 5),

        // The mailbox.
        new(FaultKind.MailboxMoving, Meets.Everything, 19, 1),
        new(FaultKind.MailboxMoving, Meets.Writes, 19, 1),
        new(FaultKind.MailboxGone, Meets.Everything, 13, 1),
        new(FaultKind.MailboxGone, Meets.Writes, 13, 1),
        new(FaultKind.MailboxIsAlias, Meets.Everything, 14, 1),
        new(FaultKind.MailboxIsAlias, Meets.Writes, 14, 1),

        // Nobody sees anything of these but, of a damaged entry, its owner (E24).
        new(FaultKind.DamagedItem, Meets.Everything, null, 1),
        new(FaultKind.SyncStateExpired, Meets.Everything, null, 1),
        new(FaultKind.MailboxMoved, Meets.Everything, null, 1),
        new(FaultKind.ClockSkew, Meets.Everything, null, 0),
    ];

    /// <summary>Subscriptions are no matter of runs: <see cref="Notifications.LostSubscriptionTests"/>.</summary>
    public static IEnumerable<FaultKind> OutsideRuns => [FaultKind.SubscriptionLost];

    public static IReadOnlyList<FaultCase> Of(FaultKind kind) => [.. All.Where(c => c.Kind == kind)];
}
