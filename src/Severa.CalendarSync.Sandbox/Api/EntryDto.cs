using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>An entry as the test API shows it: raw, with stamps, nothing shortened.</summary>
internal sealed record EntryDto(
    string Id,
    string ChangeKey,
    string Kind,
    string? MasterId,
    DateTimeOffset? OriginalStart,
    string Folder,
    DateTimeOffset Created,
    DateTimeOffset Modified,
    string ModifiedBy,
    EntryContent Content,
    Recurrence? Recurrence,
    IReadOnlyList<DateTimeOffset> ModifiedOccurrences,
    IReadOnlyList<DateTimeOffset> DeletedOccurrences)
{
    public static EntryDto Of(ItemView view) => new(
        view.Id,
        view.ChangeKey,
        view.Kind.ToString(),
        view.IsOccurrence ? view.Entry.Id : null,
        view.OriginalStart,
        view.Entry.Folder,
        view.Entry.Created,
        view.Entry.Modified,
        view.Entry.ModifiedBy,
        view.Content,
        view.Kind == ItemKind.RecurringMaster ? view.Entry.Rule : null,
        view.Kind == ItemKind.RecurringMaster ? view.Entry.Exceptions.Select(e => e.OriginalStart).ToList() : [],
        view.Kind == ItemKind.RecurringMaster ? view.Entry.Deleted : []);
}

/// <summary>A mailbox in the list of mailboxes.</summary>
internal sealed record MailboxDto(string Address, string DisplayName, IReadOnlyList<string> Aliases, string Zone, int Entries, string CalendarFolderId)
{
    public static MailboxDto Of(Mailbox mailbox) => new(
        mailbox.Address, mailbox.Identity.DisplayName, mailbox.Identity.Aliases, mailbox.Identity.Zone, mailbox.Count(Folders.Calendar), mailbox.FolderId(Folders.Calendar));
}
