using Microsoft.AspNetCore.Antiforgery;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>What every part of the page needs: whose mailbox, which part, and the form's token.</summary>
public sealed record PageContext(string Part, Mailbox? Mailbox, AntiforgeryTokenSet Token)
{
    public string Address => Mailbox?.Address ?? "";
}
