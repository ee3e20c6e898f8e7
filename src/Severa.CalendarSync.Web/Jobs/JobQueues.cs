namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Hangfire's queues, in the order they are served.</summary>
public static class JobQueues
{
    /// <summary>What a person waits for.</summary>
    public const string Interactive = "interactive";

    public const string Regular = "default";

    public static readonly string[] All = [Interactive, Regular];
}
