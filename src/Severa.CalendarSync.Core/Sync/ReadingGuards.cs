using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>What stops a mailbox before anything is decided.</summary>
internal static class ReadingGuards
{
    private const int NotProved = 17;
    private const int OtherInstallation = 29;

    /// <summary>Another calendar folder than the one that was read last, or was proved to be the user's.</summary>
    public static bool HasMoved(LedgerSnapshot snapshot, SideReading outlook) =>
        snapshot.Epoch.Length > 0 && outlook.Epoch.Length > 0 && !string.Equals(snapshot.Epoch, outlook.Epoch, StringComparison.Ordinal);

    /// <exception cref="SideException">E17 or E29.</exception>
    public static void Check(SyncPolicy policy, LedgerSnapshot snapshot, SideReading outlook)
    {
        if (HasMoved(snapshot, outlook) && !SameCalendar.Shows(policy, snapshot.Links, outlook))
        {
            // Another calendar folder under the same address, without the user's entries: nobody proved yet that it is his (R19, R23).
            throw new SideException(NotProved, ErrorScope.Mailbox, isPermanent: true, "CalendarFolderChanged");
        }

        if (outlook.ReadItems().Any(i => i.Stamp is { } stamp && !string.Equals(stamp.Installation, policy.Installation, StringComparison.Ordinal)))
        {
            // Somebody else's service keeps this calendar (R26).
            throw new SideException(OtherInstallation, ErrorScope.Mailbox, isPermanent: true, "OtherInstallation");
        }
    }
}
