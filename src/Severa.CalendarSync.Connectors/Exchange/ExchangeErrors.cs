using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>What pages may know of codes.</summary>
public static class ExchangeErrors
{
    /// <summary>Every code with a meaning.</summary>
    public static IReadOnlyCollection<string> Codes { get; } = [.. ErrorTable.Codes];

    /// <summary>Every number that a code of Exchange can lead to.</summary>
    public static IReadOnlyList<int> Numbers { get; } = [.. Codes.Select(NumberOf).Distinct().Order()];

    /// <summary>The error for people, 1 for E1; <see cref="SideException.Unnumbered"/> where there is none.</summary>
    public static int NumberOf(string code) => ErrorTable.Find(code)?.Number ?? SideException.Unnumbered;
}
