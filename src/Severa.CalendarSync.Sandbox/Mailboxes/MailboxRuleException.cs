namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>A rule of the mailbox refuses a change. <see cref="Code"/> is Exchange's response code.</summary>
internal sealed class MailboxRuleException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
