namespace Severa.CalendarSync.Sandbox.Mailboxes;

public sealed record Person(string Name, string Address);

public sealed record Attendee(string Name, string Address, string Response = "Unknown", DateTimeOffset? ResponseTime = null);
