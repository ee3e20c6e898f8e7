using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>What the form's page shows: the entry (none when new), what was typed, what is wrong.</summary>
public sealed record EntryModel(ItemView? View, EntryForm Form, IReadOnlyList<FieldError> Errors)
{
    public string Id => View?.Entry.Id ?? "";

    public DateTimeOffset? Slot => View?.OriginalStart;

    public bool MayRepeat => View is null || View.Kind == ItemKind.Single;
}
