using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>Why a mailbox is not synchronized now, for its owner and the administrators, and when that is tried again.</summary>
/// <param name="Number">1 stands for E1.</param>
/// <param name="Reference">What the log knows it by; null where another mailbox met it.</param>
/// <param name="NextTryAt">UTC.</param>
public sealed record MailboxTrouble(int Number, string? Reference, DateTime? NextTryAt)
{
    /// <summary>Null where all is well.</summary>
    public static MailboxTrouble? Of(Mailbox mailbox, ConnectionTrouble? connection, DateTime now)
    {
        if (connection is not null && connection.LastsAt(now) && WaitsForConnection(mailbox, connection, now))
        {
            return new MailboxTrouble(connection.Number, mailbox.ErrorNumber == connection.Number ? mailbox.ErrorReference : null, connection.Until);
        }

        return mailbox.ErrorNumber is { } number ? new MailboxTrouble(number, mailbox.ErrorReference, mailbox.NextDueAt) : null;
    }

    /// <summary>Its turn has come, or comes before the connection may be used again. One that is well until then has no trouble.</summary>
    private static bool WaitsForConnection(Mailbox mailbox, ConnectionTrouble connection, DateTime now) =>
        mailbox.IsEnabled
        && (mailbox.RequestedVersion > mailbox.CompletedVersion || mailbox.NextDueAt <= (mailbox.ErrorNumber is null ? now : connection.Until));
}
