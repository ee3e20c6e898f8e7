using Severa.CalendarSync.Data.Alerts;
using Severa.CalendarSync.Web.Mail;

namespace Severa.CalendarSync.Web.Alerts;

/// <summary>Each minute: looks for causes, then sends what waits. No job, since it watches the jobs too (docs/decisions/020).</summary>
public sealed partial class AlertWatch(AlertCheck check, AlertPost post, NoticedHere here, IMailSender mail, TimeProvider time, ILogger<AlertWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>One round. Whatever goes wrong in looking must not keep what waits from being sent.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        await TryAsync(() => check.RunAsync(here.Look(TimeProvider.System.GetUtcNow()), mail.IsConfigured, cancellationToken));
        await TryAsync(() => post.RunAsync(cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RoundAsync(stoppingToken);
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The edge of a background service: the next minute tries again.
            LogFailure(logger, problem.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alerts could not be looked after: {Problem}")]
    private static partial void LogFailure(ILogger logger, string problem);
}
