using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Providers;

namespace Severa.CalendarSync.Data.Startup;

/// <summary>
/// The clock of the database, by which the nodes agree on leases and due times however their own clocks are set: the node's own,
/// put right by what the database said last. With SQLite the one process is the database, and its clock the clock.
/// </summary>
public sealed class DatabaseClock(ChosenDatabase database, TimeProvider own) : TimeProvider
{
    private long _offsetTicks;

    /// <summary>How far the node's own clock is behind the database's.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    public override long TimestampFrequency => own.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => own.GetUtcNow() + Offset;

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        own.CreateTimer(callback, state, dueTime, period);

    /// <summary>Asks the database. Its answer belongs to the middle of the time it took.</summary>
    public async Task AskAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        if (Question() is not { } question)
        {
            return;
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var asked = own.GetUtcNow();
            var began = own.GetTimestamp();
            var told = await TimeAsync(db.Database.GetDbConnection(), question, cancellationToken);
            var middle = asked + (own.GetElapsedTime(began) / 2);
            Interlocked.Exchange(ref _offsetTicks, (told - middle.UtcDateTime).Ticks);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private string? Question() => database.System switch
    {
        DatabaseSystem.SqlServer => "SELECT SYSUTCDATETIME()",
        DatabaseSystem.Postgres => "SELECT clock_timestamp() AT TIME ZONE 'UTC'",
        DatabaseSystem.Sqlite => null,
    };

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "One of the two questions above.")]
    private static async Task<DateTime> TimeAsync(DbConnection connection, string question, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return DateTime.SpecifyKind((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, DateTimeKind.Utc);
    }
}
