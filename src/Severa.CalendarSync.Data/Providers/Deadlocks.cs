using Microsoft.Data.SqlClient;
using Npgsql;

namespace Severa.CalendarSync.Data.Providers;

/// <summary>
/// Two transactions waited for each other: the database has ended one of them, and nothing of it is written. It is done again
/// from its beginning, with a context of its own. Nothing else is: of a lost connection nobody knows what was written.
/// </summary>
internal static class Deadlocks
{
    private const int Tries = 4;
    private const int OfSqlServer = 1205;

    public static async Task<T> RetryAsync<T>(Func<Task<T>> transaction)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await transaction();
            }
            catch (Exception problem) when (tries < Tries && IsDeadlock(problem))
            {
                // The other one goes on meanwhile.
            }
        }
    }

    public static Task RetryAsync(Func<Task> transaction) => RetryAsync(async () =>
    {
        await transaction();
        return true;
    });

    private static bool IsDeadlock(Exception? problem) => problem switch
    {
        null => false,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } or SqlException { Number: OfSqlServer } => true,
        _ => IsDeadlock(problem.InnerException),
    };
}
