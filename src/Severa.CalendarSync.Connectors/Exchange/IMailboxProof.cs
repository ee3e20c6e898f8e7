using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>The steps by which a user proves that a mailbox is his (R23). Each throws <see cref="SideException"/> where it fails.</summary>
public interface IMailboxProof
{
    /// <summary>The identity of the default calendar: the same mailbox under another address has the same.</summary>
    Task<string> ReadFolderIdAsync(CancellationToken cancellationToken);

    /// <summary>The primary address of whoever has this address, or null where the directory knows nobody. E15: it is nobody's own.</summary>
    Task<string?> FindPrimaryAddressAsync(CancellationToken cancellationToken);

    /// <summary>Puts a private entry into the calendar, shown as free and without a reminder. Returns its id.</summary>
    /// <param name="mark">What it is found by where its id did not arrive.</param>
    /// <param name="title">What its owner reads.</param>
    /// <param name="start">From when.</param>
    /// <param name="end">Until when.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<string> PutEntryAsync(Guid mark, string title, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken);

    /// <summary>Takes away what carries this mark, and the entry with this id; what is gone already is no error. Nothing else is looked at.</summary>
    Task RemoveEntriesAsync(Guid mark, string? id, CancellationToken cancellationToken);
}
