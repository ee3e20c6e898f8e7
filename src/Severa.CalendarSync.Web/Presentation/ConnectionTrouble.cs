namespace Severa.CalendarSync.Web.Presentation;

/// <summary>What keeps a connection to Exchange from being used, for all its mailboxes together (R22).</summary>
/// <param name="Number">1 stands for E1.</param>
/// <param name="Until">When it is tried again. UTC.</param>
public sealed record ConnectionTrouble(int Number, DateTime Until)
{
    /// <summary>Nothing is sent yet.</summary>
    public bool LastsAt(DateTime now) => Until > now;
}
