namespace Severa.CalendarSync.Web.Mail;

/// <summary>One mail to one person, plain text.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">One line, in the reader's language.</param>
/// <param name="Body">Plain text, in the reader's language. Links are whole addresses.</param>
public sealed record MailText(string To, string Subject, string Body);

/// <summary>The service's way to write to people by itself: links for accounts, alerts. Never to attendees (R8).</summary>
public interface IMailSender
{
    /// <summary>Whether <c>Mail:Host</c> is set. Without it nothing is sent, and pages show what a mail would have said.</summary>
    bool IsConfigured { get; }

    /// <summary>Hands one mail to the mail server. When this returns, the server has taken it; it is never sent twice.</summary>
    /// <exception cref="MailException">The server did not take it.</exception>
    Task SendAsync(MailText mail, CancellationToken cancellationToken);
}
