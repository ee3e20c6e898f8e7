using System.Globalization;

namespace Severa.CalendarSync.Core.Items;

/// <summary>
/// What a side calls an item: its id or, for one occurrence of a series, the series and its original start (R6).
/// Ids are compared letter by letter, case included. The id of an occurrence is only a cache of the last view.
/// </summary>
public sealed class ItemKey : IEquatable<ItemKey>
{
    private ItemKey(string id, string? series, DateTimeOffset? originalStart)
    {
        Id = id;
        Series = series;
        OriginalStart = originalStart?.ToUniversalTime();
    }

    public string Id { get; }

    /// <summary>The series' UID; null for a single item.</summary>
    public string? Series { get; }

    /// <summary>The start the occurrence had before anybody moved it, in UTC.</summary>
    public DateTimeOffset? OriginalStart { get; }

    public bool IsOccurrence => Series is not null;

    public static ItemKey Of(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new ItemKey(id, null, null);
    }

    public static ItemKey Occurrence(string series, DateTimeOffset originalStart, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(series);
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new ItemKey(id, series, originalStart);
    }

    /// <summary>The identity as one text: what the ledger keeps unique per mailbox (ordinal collation).</summary>
    public string Token => Series is null
        ? "i:" + Id
        : string.Create(CultureInfo.InvariantCulture, $"o:{OriginalStart!.Value.UtcDateTime:yyyyMMddTHHmmssZ}|{Series}");

    public bool Equals(ItemKey? other) => other is not null && string.Equals(Token, other.Token, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as ItemKey);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Token);

    public override string ToString() => Token;
}
