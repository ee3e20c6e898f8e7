namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>Of endpoints that answer everybody alike, as files and probes do: nobody is asked who he is, and the database nothing.</summary>
internal sealed class WithoutSession;
