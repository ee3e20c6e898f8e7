using Severa.CalendarSync.Sandbox.Faults;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Every fault of the simulated Exchange, and what people are to read of it.</summary>
internal static class FaultRows
{
    public static readonly IReadOnlyList<FaultRow> All =
    [
        // A broken conversation with one mailbox. A read is tried twice, so that a single one goes by unnoticed.
        new(FaultKind.DropAnswerAfterCommit, 22, Told.Owner, Cure.Time, 2) { OnceFor = 0 },
        new(FaultKind.DropBeforeCommit, 22, Told.Owner, Cure.Time, 2) { OnceFor = 0 },
        new(FaultKind.CutBody, 22, Told.Owner, Cure.Time, 2) { OnceFor = 0 },
        new(FaultKind.Http500, 22, Told.Owner, Cure.Time, 2) { OnceFor = 0 },
        new(FaultKind.ErrorPage, 22, Told.Owner, Cure.Time, 2) { OnceFor = 0 },
        new(FaultKind.ServerError, 22, Told.Owner, Cure.Time, 1),
        new(FaultKind.Slow, 22, Told.Owner, Cure.Time, 1) { OnceFor = 50 },
        new(FaultKind.SlowBody, 22, Told.Owner, Cure.Time, 1) { OnceFor = 50 },

        // A server that wants to be left alone. Seconds are waited for; minutes are told, to everybody who waits.
        new(FaultKind.Http503, 22, Told.Everybody, Cure.Time, 1) { OnceFor = 1 },
        new(FaultKind.ServerBusy, 22, Told.Everybody, Cure.Time, 1) { OnceFor = 0 },
        new(FaultKind.ServerBusyMessages, 22, Told.Everybody, Cure.Time, 1) { OnceFor = 0 },

        // Refusals. A 401 may be a busy server and is asked once more.
        new(FaultKind.Http401, 1, Told.Everybody, Cure.ConnectionTest, 2) { OnceFor = 0 },
        new(FaultKind.VersionRefused, 9, Told.Everybody, Cure.ConnectionTest, 5),
        new(FaultKind.Http403, 18, Told.Owner, Cure.SyncNow, 1),

        // The mailbox.
        new(FaultKind.MailboxMoving, 19, Told.Owner, Cure.Time, 1),
        new(FaultKind.MailboxGone, 13, Told.Owner, Cure.SyncNow, 1),
        new(FaultKind.MailboxIsAlias, 14, Told.Owner, Cure.SyncNow, 1),

        // One entry; a clock; and what the service deals with by itself.
        new(FaultKind.DamagedItem, 24, Told.OwnerOfEntry, Cure.Time, 1),
        new(FaultKind.ClockSkew, 25, Told.Administrators, Cure.Time, 0),
        new(FaultKind.SyncStateExpired, null, Told.Nobody, Cure.Time, 1) { OnceFor = 0 },
        new(FaultKind.MailboxMoved, null, Told.Nobody, Cure.Time, 1) { OnceFor = 0 },
        new(FaultKind.SubscriptionLost, null, Told.Nobody, Cure.Time, 0),
    ];

    public static FaultRow Of(FaultKind kind) => All.Single(row => row.Kind == kind);
}
