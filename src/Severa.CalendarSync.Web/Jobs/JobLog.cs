using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>What jobs log: numbers and our own ids.</summary>
internal static partial class JobLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Mailbox {MailboxId} was looked at: {Outcome}")]
    public static partial void Looked(ILogger logger, Guid mailboxId, RunOutcome outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "A run of mailbox {MailboxId} broke, reference {Reference}: {ExceptionType} at {Stack}")]
    public static partial void RunBroke(ILogger logger, Guid mailboxId, string reference, string exceptionType, string stack);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mailbox {MailboxId} was taken over while it ran here; nothing was written since, and whoever took it over finishes the work")]
    public static partial void TakenOver(ILogger logger, Guid mailboxId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Pruned {Rows} rows that need not be kept")]
    public static partial void Pruned(ILogger logger, int rows);
}
