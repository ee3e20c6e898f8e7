namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>What an import gave, and what the file could not give.</summary>
public sealed record ImportReport(int Imported, IReadOnlyList<ImportProblem> Problems);

/// <summary>A component that was left out or changed, and why.</summary>
public sealed record ImportProblem(string Component, string Uid, string Reason);
