namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>
/// The folders of a mailbox by their distinguished names, as every new mailbox has them.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid.
/// </summary>
public static class Folders
{
    public const string Root = "root";
    public const string Top = "msgfolderroot";
    public const string Calendar = "calendar";
    public const string DeletedItems = "deleteditems";
    public const string Inbox = "inbox";

    /// <summary>The dumpster, from which Outlook recovers deleted items.</summary>
    public const string Recoverable = "recoverableitemsdeletions";

    private const string RecoverableRoot = "recoverableitemsroot";

    private static readonly Dictionary<string, FolderInfo> Known = new FolderInfo[]
    {
        new(Root, null, "Root", null),
        new(Top, Root, "Top of Information Store", "IPF.Note"),
        new(Calendar, Top, "Calendar", "IPF.Appointment"),
        new("contacts", Top, "Contacts", "IPF.Contact"),
        new(DeletedItems, Top, "Deleted Items", "IPF.Note"),
        new("drafts", Top, "Drafts", "IPF.Note"),
        new(Inbox, Top, "Inbox", "IPF.Note"),
        new("journal", Top, "Journal", "IPF.Journal"),
        new("junkemail", Top, "Junk Email", "IPF.Note"),
        new("notes", Top, "Notes", "IPF.StickyNote"),
        new("outbox", Top, "Outbox", "IPF.Note"),
        new("sentitems", Top, "Sent Items", "IPF.Note"),
        new("tasks", Top, "Tasks", "IPF.Task"),
        new(RecoverableRoot, Root, "Recoverable Items", null),
        new(Recoverable, RecoverableRoot, "Deletions", null),
    }.ToDictionary(folder => folder.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Known.Keys];

    public static FolderInfo Of(string folder) => Known[folder];

    public static IReadOnlyList<string> ChildrenOf(string folder) =>
        Known.Values.Where(f => string.Equals(f.Parent, folder, StringComparison.Ordinal)).Select(f => f.Name).ToList();

    /// <summary>The children of a folder, theirs, and so on.</summary>
    public static IEnumerable<string> Below(string folder) => ChildrenOf(folder).SelectMany(child => Below(child).Prepend(child));
}

/// <summary>What a folder is. The root has no parent, and folders that Outlook does not show have no class.</summary>
public sealed record FolderInfo(string Name, string? Parent, string DisplayName, string? Class);
