namespace Severa.CalendarSync.Sandbox.Mailboxes;

internal sealed record Person(string Name, string Address);

internal sealed record Attendee(string Name, string Address, string Response = "Unknown", DateTimeOffset? ResponseTime = null);
