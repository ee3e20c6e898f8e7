namespace Severa.CalendarSync.Web.Startup;

/// <summary>The service must not start like this. The message names each setting and what to enter.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
