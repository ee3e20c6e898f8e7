namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>The build a server reports with every answer. Its version text is no valid request value and is ignored.</summary>
internal sealed record EwsServerVersion(int Major, int Minor, int Build)
{
    public bool IsOlderThan(EwsServerVersion other) => (Major, Minor, Build).CompareTo((other.Major, other.Minor, other.Build)) < 0;

    public override string ToString() => FormattableString.Invariant($"{Major}.{Minor}.{Build}");
}
