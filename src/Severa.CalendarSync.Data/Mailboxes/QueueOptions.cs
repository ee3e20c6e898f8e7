namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>Settings of section <c>Queue</c>.</summary>
public sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>How long a mailbox that was picked waits for a worker before it may be picked again. Default 10 minutes.</summary>
    public TimeSpan QueuedFor { get; set; } = TimeSpan.FromMinutes(10);
}
