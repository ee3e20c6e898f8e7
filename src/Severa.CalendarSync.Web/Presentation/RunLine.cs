using System.Text.Json;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>A run that did something or failed, as lists show it: the mailbox by its id.</summary>
public sealed record RunLine(
    Guid RunId,
    Guid MailboxId,
    DateTime StartedAt,
    TimeSpan Duration,
    RunOutcome Outcome,
    bool WasFull,
    RunCounts Counts,
    int? ErrorNumber,
    string? ErrorCode,
    string? ErrorReference)
{
    public static RunLine Of(RunRow row) => new(
        row.RunId,
        row.MailboxId,
        row.StartedAt,
        row.EndedAt - row.StartedAt,
        row.Outcome,
        row.WasFull,
        JsonSerializer.Deserialize<RunCounts>(row.Counts) ?? new RunCounts(),
        row.ErrorNumber,
        row.ErrorCode,
        row.ErrorReference);
}
