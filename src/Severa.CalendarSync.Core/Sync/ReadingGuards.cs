using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>What stops a mailbox before anything is decided.</summary>
internal static class ReadingGuards
{
    private const int NotProved = 17;
    private const int OtherInstallation = 29;

    /// <exception cref="SideException">E17 or E29.</exception>
    public static void Check(SyncPolicy policy, LedgerSnapshot snapshot, SideReading outlook)
    {
        if (snapshot.Epoch.Length > 0 && outlook.Epoch.Length > 0 && !string.Equals(snapshot.Epoch, outlook.Epoch, StringComparison.Ordinal))
        {
            // Another calendar folder under the same address: nobody proved yet that it is the user's (R19, R23).
            throw new SideException(NotProved, ErrorScope.Mailbox, isPermanent: true, "CalendarFolderChanged");
        }

        if (outlook.ReadItems().Any(i => i.Stamp is { } stamp && !string.Equals(stamp.Installation, policy.Installation, StringComparison.Ordinal)))
        {
            // Somebody else's service keeps this calendar (R26).
            throw new SideException(OtherInstallation, ErrorScope.Mailbox, isPermanent: true, "OtherInstallation");
        }
    }
}
