using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>
/// Lets PostgreSQL itself watch the ledger. A row of it may only be written by a transaction that has written to its mailbox's row too,
/// which the ledger does under its fencing token; and the history of one run is written under one token: with another one, somebody
/// else had taken over.
/// </summary>
internal sealed class FenceWatch(PreparedDatabase database)
{
    private const string Stale = "FROM watched w WHERE (NOT inside OR token > (SELECT min(token) FROM watched same WHERE same.run = w.run))";

    private static readonly string[] Tables = ["Links", "Intents", "History", "Conflicts", "OwnWrites", "Runs"];

    public async Task BeginAsync()
    {
        await ExecuteAsync("""
            CREATE TABLE watched (inside boolean NOT NULL, run text, token bigint, what text);
            CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO watched
                    SELECT COALESCE(bool_or(pg_xact_status(m.xmin::text::xid8) = 'in progress'), false), CASE WHEN TG_TABLE_NAME = 'History' THEN to_jsonb(NEW) ->> 'RunId' END, max(m."LeaseToken"), TG_OP || ' ' || TG_TABLE_NAME
                    FROM "Mailboxes" m WHERE m."Id" = NEW."MailboxId";
                RETURN NEW;
            END $$;
            """);
        foreach (var table in Tables)
        {
            await ExecuteAsync($"CREATE TRIGGER watch AFTER INSERT OR UPDATE ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION watch()");
        }
    }

    /// <summary>How many rows were written, and how many of them by nobody who held the mailbox.</summary>
    public async Task<(int Written, int Stale)> CountAsync() => (
        await CountAsync("SELECT count(*)::int AS \"Value\" FROM watched"),
        await CountAsync("SELECT count(*)::int AS \"Value\" " + Stale));

    public Task<List<string>> DescribeAsync() => database.AskAsync(
        db => db.Database.SqlQueryRaw<string>("SELECT what || ', ' || inside || ', ' || count(*) AS \"Value\" " + Stale + " GROUP BY what, inside").ToListAsync());

    private Task<int> ExecuteAsync(string sql) => database.AskAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    private Task<int> CountAsync(string sql) => database.AskAsync(db => db.Database.SqlQueryRaw<int>(sql).SingleAsync());
}
