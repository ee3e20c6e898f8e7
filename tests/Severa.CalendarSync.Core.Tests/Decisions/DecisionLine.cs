namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>One row of the table as it stands on a page, and the heading of its section.</summary>
internal sealed record DecisionLine(string Section, IReadOnlyList<string> Cells);
