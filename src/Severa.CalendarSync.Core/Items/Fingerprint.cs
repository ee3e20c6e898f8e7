using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Core.Items;

/// <summary>
/// Keyed hashes of fields: the ledger can tell whether a field changed without keeping what it said.
/// </summary>
public sealed class Fingerprint
{
    private readonly byte[] _key;

    /// <summary>Empty texts and the few values of enums, which most items have.</summary>
    private readonly ConcurrentDictionary<(ItemFields Field, string Value), string> _common = new();

    private IncrementalHash? _spare;

    /// <param name="key">At least 16 bytes, secret, the same for the life of the installation.</param>
    public Fingerprint(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length < 16)
        {
            throw new ArgumentException("The key is at least 16 bytes long.", nameof(key));
        }

        _key = [.. key];
    }

    public string Of(ItemFields field, string value) => value.Length == 0 || field is ItemFields.Privacy or ItemFields.ShowAs
        ? _common.GetOrAdd((field, value), static (key, print) => print.HashOf(key.Field, key.Value), this)
        : HashOf(field, value);

    public FieldHashes Of(ItemContent content) => new(
        Of(ItemFields.Title, content.Title),
        Of(ItemFields.When, content.When.Canonical),
        Of(ItemFields.Place, content.Place),
        Of(ItemFields.Notes, content.Notes),
        Of(ItemFields.Privacy, content.Canonical(ItemFields.Privacy)),
        Of(ItemFields.ShowAs, content.Canonical(ItemFields.ShowAs)));

    private string HashOf(ItemFields field, string value)
    {
        // Setting up the key costs more than hashing a title: the one that was used last is used again, by one thread at a time.
        var hmac = Interlocked.Exchange(ref _spare, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{(int)field}:{value}"));
        var hash = hmac.GetHashAndReset();
        _spare = hmac;
        return Convert.ToBase64String(hash, 0, 12);
    }
}

/// <summary>One keyed hash per synchronised field.</summary>
public sealed record FieldHashes(string Title, string When, string Place, string Notes, string Privacy, string ShowAs)
{
    public string this[ItemFields field] => field switch
    {
        ItemFields.Title => Title,
        ItemFields.When => When,
        ItemFields.Place => Place,
        ItemFields.Notes => Notes,
        ItemFields.Privacy => Privacy,
        ItemFields.ShowAs => ShowAs,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "One single field is asked for."),
    };

    public ItemFields DifferenceTo(FieldHashes other) =>
        ItemFields.All.Each().Where(f => !string.Equals(this[f], other[f], StringComparison.Ordinal)).Aggregate(ItemFields.None, (all, f) => all | f);

    /// <summary>These hashes, with those of <paramref name="fields"/> taken from <paramref name="newer"/>.</summary>
    public FieldHashes With(ItemFields fields, FieldHashes newer) => new(
        fields.Has(ItemFields.Title) ? newer.Title : Title,
        fields.Has(ItemFields.When) ? newer.When : When,
        fields.Has(ItemFields.Place) ? newer.Place : Place,
        fields.Has(ItemFields.Notes) ? newer.Notes : Notes,
        fields.Has(ItemFields.Privacy) ? newer.Privacy : Privacy,
        fields.Has(ItemFields.ShowAs) ? newer.ShowAs : ShowAs);
}
