using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Writes the end of a run into the transaction its caller holds.</summary>
internal sealed class RunCompletion(SyncDbContext db, Guid mailboxId, RunMark run, DateTime now)
{
    public async Task WriteAsync(RunReport report, CancellationToken cancellationToken)
    {
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Id == mailboxId, cancellationToken);
        if (report.Outcome != RunOutcome.Previewed)
        {
            await KeepDecisionsAsync(mailbox, report, cancellationToken);
            var error = ShowResult(mailbox, report);
            await KeepCursorsAsync(mailbox, report, cancellationToken);
            await ScheduleAsync(mailbox, report, cancellationToken);
            await KeepReportAsync(report, error, cancellationToken);
        }

        GiveBack(mailbox);
    }

    private static bool IsSuccess(RunReport report) =>
        report.Outcome is RunOutcome.Unchanged or RunOutcome.Succeeded or RunOutcome.SucceededWithRest;

    /// <summary>What persons asked for and agreed to, and what stops everybody.</summary>
    private async Task KeepDecisionsAsync(Mailbox mailbox, RunReport report, CancellationToken cancellationToken)
    {
        if (report.StopsDeletions)
        {
            await db.Organizations.Where(o => o.DeletionsStoppedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.DeletionsStoppedAt, now), cancellationToken);
        }

        mailbox.PlanMovedAt = report.Outcome == RunOutcome.PlanMoved ? now : mailbox.PlanMovedAt;
        if (IsSuccess(report))
        {
            // What its owner agreed to meanwhile is for the next run.
            mailbox.ExpectedPlan = mailbox.ExpectedPlan == run.ExpectedPlan ? null : mailbox.ExpectedPlan;
            mailbox.HasRequests = mailbox.HasRequests && await HasOpenRequestsAsync(cancellationToken);
        }
    }

    private async Task<bool> HasOpenRequestsAsync(CancellationToken cancellationToken) =>
        await db.Undos.AnyAsync(u => u.MailboxId == mailboxId && u.SettledAt == null, cancellationToken)
        || await db.Links.AnyAsync(l => l.MailboxId == mailboxId && l.Decision == LinkDecision.RemoveCopy, cancellationToken)
        // What a write makes that nobody answered yet may have to be removed as well.
        || await db.Intents.AnyAsync(i => i.MailboxId == mailboxId && i.ClosedAt == null, cancellationToken);

    /// <summary>The error's reference, where there is an error.</summary>
    private string? ShowResult(Mailbox mailbox, RunReport report)
    {
        if (report.Outcome is RunOutcome.Interrupted or RunOutcome.Previewed or RunOutcome.PlanMoved)
        {
            return null;
        }

        var failed = report.Outcome == RunOutcome.Failed;
        mailbox.LastCheckedAt = now;
        mailbox.LastRunMilliseconds = (int)Math.Clamp((report.EndedAt - report.StartedAt).TotalMilliseconds, 0, int.MaxValue);
        mailbox.LastSuccessAt = failed ? mailbox.LastSuccessAt : now;
        mailbox.Failures = failed ? mailbox.Failures + 1 : 0;
        mailbox.ErrorNumber = failed ? report.ErrorNumber : null;
        mailbox.ErrorCode = failed ? report.ErrorCode : null;
        mailbox.ErrorIsPermanent = failed && report.ErrorIsPermanent;
        if (failed && report.ErrorNumber == SwitchRefusedException.NotProved)
        {
            // Another calendar is at the address now: it is shut until somebody proves it, and the page asks for that (R19, R23).
            mailbox.ProvedAt = null;
        }

        mailbox.ErrorReference = failed ? Convert.ToHexString(RandomNumberGenerator.GetBytes(5)) : null;
        return mailbox.ErrorReference;
    }

    private async Task KeepCursorsAsync(Mailbox mailbox, RunReport report, CancellationToken cancellationToken)
    {
        if (report.OutlookCursor is { } cursor)
        {
            await PruneOwnWritesAsync(mailbox, cursor, cancellationToken);
            mailbox.OutlookCursor = cursor;
            mailbox.OutlookReadAt = report.StartedAt.UtcDateTime;
        }

        mailbox.SeveraCursor = report.SeveraCursor ?? mailbox.SeveraCursor;
        mailbox.Epoch = report.Epoch ?? mailbox.Epoch;
        mailbox.FolderId = report.Epoch ?? mailbox.FolderId;
        mailbox.PolicyHash = report.PolicyHash ?? mailbox.PolicyHash;
        if (report.Window is { } window)
        {
            (mailbox.WindowStart, mailbox.WindowEnd) = (window.Start.UtcDateTime, window.End.UtcDateTime);
        }
    }

    /// <summary>
    /// A write of ours is reported by the reading after it. What was written before the previous reading began
    /// has been reported by this one at the latest.
    /// </summary>
    private async Task PruneOwnWritesAsync(Mailbox mailbox, string cursor, CancellationToken cancellationToken)
    {
        if (mailbox.OutlookReadAt is { } previous && !string.Equals(cursor, mailbox.OutlookCursor, StringComparison.Ordinal))
        {
            await db.OwnWrites.Where(w => w.MailboxId == mailboxId && w.At < previous).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private async Task ScheduleAsync(Mailbox mailbox, RunReport report, CancellationToken cancellationToken)
    {
        if (report.Outcome is RunOutcome.Interrupted or RunOutcome.Previewed)
        {
            mailbox.NextDueAt = now;
            return;
        }

        mailbox.CompletedVersion = Math.Max(mailbox.CompletedVersion, run.Request.Version);
        mailbox.NextDueAt = report switch
        {
            { RunAgainNow: true } => now,
            { Outcome: RunOutcome.Failed } => now + RetryPause.After(mailbox.Failures, report.ErrorIsPermanent, report.RetryAfter),
            _ => await NextTurnAsync(report, cancellationToken),
        };
        if (report.SawEveryDeletion && IsSuccess(report))
        {
            mailbox.HoldAllDeletions = false;
        }

        // What was asked for meanwhile is for the next run: this one had the settings of before.
        if (report.WasFull && IsSuccess(report) && mailbox.FullComparisonDueAt == run.Request.FullComparisonDueAt)
        {
            mailbox.FullComparisonDueAt = NightSlot.Next(mailboxId, now.ToOffset(), await OwnersZone.OfAsync(db, mailboxId, cancellationToken)).UtcDateTime;
        }

        mailbox.QuietUntil = report.Outcome == RunOutcome.Unchanged ? QuietUntil(mailbox, report) : null;
    }

    /// <summary>No later than the next full comparison, which compares whether something happened or not.</summary>
    private static DateTime? QuietUntil(Mailbox mailbox, RunReport report) =>
        report.RunAgainAt?.UtcDateTime is { } again && again < mailbox.FullComparisonDueAt ? again : mailbox.FullComparisonDueAt;

    private async Task<DateTime> NextTurnAsync(RunReport report, CancellationToken cancellationToken)
    {
        var minutes = await db.Organizations.Select(o => o.IntervalMinutes).SingleAsync(cancellationToken);
        var regular = MailboxQueue.NextTurn(now, minutes);
        return report.RunAgainAt is { } again && again.UtcDateTime < regular ? again.UtcDateTime : regular;
    }

    /// <summary>A run that neither did anything nor failed is only counted.</summary>
    private async Task KeepReportAsync(RunReport report, string? reference, CancellationToken cancellationToken)
    {
        if (report.Outcome is not (RunOutcome.Failed or RunOutcome.PlanMoved) && report.Counts == new RunCounts())
        {
            await QuietRuns.CountAsync(db, [mailboxId], now, cancellationToken);
            return;
        }

        db.Runs.Add(new RunRow
        {
            RunId = run.RunId,
            MailboxId = mailboxId,
            StartedAt = report.StartedAt.UtcDateTime,
            EndedAt = report.EndedAt.UtcDateTime,
            Outcome = report.Outcome,
            WasFull = report.WasFull,
            Counts = JsonSerializer.Serialize(report.Counts),
            ErrorNumber = report.ErrorNumber,
            ErrorCode = report.ErrorCode,
            ErrorReference = reference,
        });
    }

    /// <summary>The token rises too: this run's worker cannot write any more.</summary>
    private static void GiveBack(Mailbox mailbox)
    {
        mailbox.LeaseToken++;
        mailbox.LeaseUntil = null;
        mailbox.RunningSince = null;
    }
}
