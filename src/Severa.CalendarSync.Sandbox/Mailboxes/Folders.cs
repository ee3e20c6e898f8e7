namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>The folders of a mailbox by their distinguished names.</summary>
public static class Folders
{
    public const string Root = "msgfolderroot";
    public const string Calendar = "calendar";
    public const string DeletedItems = "deleteditems";
    public const string Inbox = "inbox";

    /// <summary>The dumpster: no client of ours can read it.</summary>
    public const string Recoverable = "recoverableitemsdeletions";

    public static readonly IReadOnlyList<string> All = [Root, Calendar, DeletedItems, Inbox];

    public static string DisplayName(string folder) => folder switch
    {
        Root => "Top of Information Store",
        Calendar => "Calendar",
        DeletedItems => "Deleted Items",
        Inbox => "Inbox",
        _ => folder,
    };
}
