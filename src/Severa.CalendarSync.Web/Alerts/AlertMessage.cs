namespace Severa.CalendarSync.Web.Alerts;

/// <summary>What people are told about an alert: never contents of entries, never names or addresses of people.</summary>
/// <param name="Sentence">What happened.</param>
/// <param name="Advice">The next step.</param>
/// <param name="Code">"E1"; null where no error has a number.</param>
/// <param name="Path">The page to go to.</param>
public sealed record AlertMessage(string Sentence, string Advice, string? Code, string Path);
