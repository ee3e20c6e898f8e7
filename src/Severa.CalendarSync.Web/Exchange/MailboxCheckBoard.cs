using System.Globalization;
using Hangfire;
using Hangfire.Storage;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// What every node knows of the check of all mailboxes: ids and numbers only. Kept beside the jobs, where it may be thrown away, and
/// for a week.
/// </summary>
public sealed class MailboxCheckBoard(JobStorage storage, TimeProvider time)
{
    private const string Key = "mailbox-check";
    private const string IdField = "id";
    private const string StartedField = "started";
    private const string SeenField = "seen";
    private const string EndedField = "ended";
    private const string TotalField = "total";
    private const string Fine = "-";

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The last check; null where there was none within a week.</summary>
    public MailboxCheck? Read()
    {
        using var connection = storage.GetConnection();
        return Read(connection);
    }

    /// <returns>False: one goes on already.</returns>
    public bool TryBegin(Guid check, int total)
    {
        using var connection = storage.GetConnection();
        using var alone = connection.AcquireDistributedLock(Key, LongestWait);
        if (Read(connection) is { IsRunning: true })
        {
            return false;
        }

        var now = Text(Now);
        Write(connection, Key, (IdField, $"{check:N}"), (StartedField, now), (SeenField, now), (EndedField, ""), (TotalField, string.Create(CultureInfo.InvariantCulture, $"{total}")));
        return true;
    }

    /// <param name="check">The check.</param>
    /// <param name="account">Whose mailbox was tried.</param>
    /// <param name="number">What was wrong; null: nothing.</param>
    public void Note(Guid check, Guid account, int? number)
    {
        using var connection = storage.GetConnection();
        Write(connection, ResultsOf(check), ($"{account:N}", number?.ToString(CultureInfo.InvariantCulture) ?? Fine));
        Write(connection, Key, (SeenField, Text(Now)));
    }

    public void End()
    {
        using var connection = storage.GetConnection();
        Write(connection, Key, (EndedField, Text(Now)));
    }

    private MailboxCheck? Read(IStorageConnection connection)
    {
        if (connection.GetAllEntriesFromHash(Key) is not { Count: > 0 } head)
        {
            return null;
        }

        var id = Guid.ParseExact(head[IdField], "N");
        var results = connection.GetAllEntriesFromHash(ResultsOf(id)) ?? [];
        return new MailboxCheck
        {
            Id = id,
            StartedAt = Time(head[StartedField]),
            EndedAt = head[EndedField] is { Length: > 0 } ended ? Time(ended) : null,
            IsLost = Now - Time(head[SeenField]) > MailboxCheck.GivenUpAfter,
            Total = int.Parse(head[TotalField], CultureInfo.InvariantCulture),
            Results = results.ToDictionary(r => Guid.ParseExact(r.Key, "N"), r => r.Value == Fine ? (int?)null : int.Parse(r.Value, CultureInfo.InvariantCulture)),
        };
    }

    private static void Write(IStorageConnection connection, string key, params (string Field, string Value)[] values)
    {
        using var transaction = (JobStorageTransaction)connection.CreateWriteTransaction();
        transaction.SetRangeInHash(key, values.Select(v => KeyValuePair.Create(v.Field, v.Value)));
        transaction.ExpireHash(key, KeptFor);
        transaction.Commit();
    }

    private static string ResultsOf(Guid check) => $"{Key}:{check:N}";

    private static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
