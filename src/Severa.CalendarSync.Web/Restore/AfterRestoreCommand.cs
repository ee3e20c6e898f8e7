using System.Data.Common;
using System.Globalization;
using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Restore;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Restore;

/// <summary>
/// <c>after-restore [--everybody-off]</c>: once, after a backup of the database was put back and before the service is started on it. Sync is
/// stopped until an administrator starts it, and then takes nothing for deleted without a person.
/// </summary>
public sealed class AfterRestoreCommand(IServiceProvider services, TextWriter output)
{
    public const string Name = "after-restore";

    private const string EverybodyOff = "--everybody-off";

    /// <returns>
    /// 0: done. 1: the journal cannot be read. 2: it is not known what was withdrawn since the backup. Nothing is changed by 1 and 2.
    /// 3: interrupted on the way; to be run again.
    /// </returns>
    /// <exception cref="StartRefusedException">The database cannot be reached, or is not fit.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var everybodyOff = arguments.Contains(EverybodyOff, StringComparer.Ordinal);
        if (!everybodyOff && !services.GetRequiredService<AuditJournal>().IsKept)
        {
            await output.WriteLineAsync(
                "It is not known who switched off, or had his data erased, since the backup: Audit:JournalFolder names no folder. "
                + $"Name it; or append {EverybodyOff}, and everybody switches on anew. Nothing is changed.");
            return 2;
        }

        try
        {
            await OpenAsync(cancellationToken);
            await using var scope = services.CreateAsyncScope();
            if (await ReadLostAsync(scope.ServiceProvider, cancellationToken) is not var (lost, damaged))
            {
                return 1;
            }

            await ResumeAsync(scope.ServiceProvider, lost, damaged, everybodyOff, cancellationToken);
            return 0;
        }
        catch (DatabaseOutdatedException)
        {
            throw new StartRefusedException("The backup is of an earlier version. Run the command migrate first, and then after-restore.");
        }
        catch (DbException problem)
        {
            throw StartRefusedException.OfDatabase(problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"Interrupted: {problem.Message} What is said above is done, and perhaps more. Run after-restore again before you start the service.");
            return 3;
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseStartup>().UseAsync(cancellationToken);
        if (services.GetRequiredService<Installation>() is { IsForeign: true, Stored: var stored })
        {
            throw new StartRefusedException($"The database belongs to the installation {stored}. Set Installation:Id to that where this is the same one.");
        }
    }

    /// <summary>Before anything is changed. Null, and said so: the journal cannot be read.</summary>
    private async Task<(IReadOnlyList<AuditLine> Lost, int Damaged)?> ReadLostAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        try
        {
            return await scope.GetRequiredService<RestoredDatabase>().ReadLostAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"The journal of the audit cannot be read: {problem.Message} Nothing is changed.");
            return null;
        }
    }

    private async Task ResumeAsync(IServiceProvider scope, IReadOnlyList<AuditLine> lost, int damaged, bool everybodyOff, CancellationToken cancellationToken)
    {
        var database = scope.GetRequiredService<RestoredDatabase>();
        var again = scope.GetRequiredService<WithdrawnAgain>();
        var mailboxes = await database.StartOverAsync(cancellationToken);
        await SayAsync($"{mailboxes} mailboxes will be compared in full, and no deletion goes without a person. Everybody signs in again.");

        var decisions = LostDecisions.Of(lost);
        await SayAsync($"The journal tells of {lost.Count} lines since the backup; {damaged} lines of it cannot be read.");
        foreach (var decision in decisions)
        {
            await SayAsync($"  {await again.DoAsync(decision, cancellationToken) ?? $"{decision.AccountId}: no account here; it was made since the backup"}");
        }

        if (everybodyOff)
        {
            await SayAsync($"Everybody is switched off: {await again.SwitchEverybodyOffAsync(cancellationToken)} people.");
        }

        await TellAsync(LostDecisions.ForPersons(lost));
        await database.EndAsync(string.Create(CultureInfo.InvariantCulture, $"journal={lost.Count}, redone={decisions.Count}, everybody off={everybodyOff}"), cancellationToken);
        await SayAsync($"Start the service. An administrator starts the synchronization under Settings, Synchronization.");
    }

    private async Task TellAsync(IReadOnlyList<AuditLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        await SayAsync($"Done since the backup, and not in this database any more. Look whether it has to be done again:");
        foreach (var line in lines)
        {
            await SayAsync($"  {line.At:yyyy-MM-dd HH:mm} UTC  {line.Action}  of {Who(line.SubjectId)}  by {Who(line.ActorId)}");
        }
    }

    private static string Who(Guid? account) => account?.ToString() ?? "-";

    private Task SayAsync(FormattableString text) => output.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
