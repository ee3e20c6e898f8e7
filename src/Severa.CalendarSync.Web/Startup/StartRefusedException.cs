using System.Data.Common;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>The service must not start like this. The message names each setting and what to enter.</summary>
public sealed class StartRefusedException(string message) : Exception(message)
{
    /// <summary>The database cannot be reached, or does not let the service in.</summary>
    public static StartRefusedException OfDatabase(DbException problem) => new(
        $"The database cannot be used: {problem.Message.TrimEnd('.')}. Check Database:ConnectionString, and that the server runs and lets this login in.");
}
