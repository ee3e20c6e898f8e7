using System.Collections.Concurrent;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// What searches found, in memory. Mailboxes of a domain share an answer, but for those that live elsewhere; what was said about
/// one mailbox only (its group, its not being there) is not passed on to another.
/// </summary>
internal sealed class LocatorCache(AutodiscoverOptions options, TimeProvider time)
{
    /// <summary>More than any organization has; after that the oldest go.</summary>
    public const int Most = 5000;

    private readonly ConcurrentDictionary<LocatorKey, Entry> _entries = new();
    private readonly ConcurrentDictionary<string, bool> _byThemselves = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _entries.Count;

    /// <summary>Under which name an answer to this request is looked for.</summary>
    public LocatorKey KeyOf(LocateRequest request) => LocatorKey.Of(
        request, _byThemselves.ContainsKey(request.Address) ? request.Address : MailDomain.Of(request.Address) ?? request.Address);

    public LocateResult? Of(LocateRequest request) => (Current(LocatorKey.Of(request, request.Address)) ?? Current(KeyOf(request))) is { } entry
        ? Of(entry.Result, entry.Address, request.Address)
        : null;

    /// <summary>The answer for another mailbox than the one it was found for.</summary>
    public static LocateResult Of(LocateResult result, string foundFor, string address) =>
        result is LocateResult.Found found && !IsSame(foundFor, address) ? found with { GroupingInformation = null } : result;

    /// <summary>The answer holds for this mailbox alone.</summary>
    public static bool IsOfOneMailbox(LocateResult result) => result is LocateResult.Found { OtherAddress: not null } or LocateResult.Failed { ErrorNumber: ErrorNumbers.NoMailbox };

    /// <summary>Remembers an answer, and says which one holds: a server that was found before is not forgotten for one failed search.</summary>
    public LocateResult Keep(LocateRequest request, LocateResult result)
    {
        var key = IsOfOneMailbox(result) ? LocatorKey.Of(request, request.Address) : KeyOf(request);
        var now = time.GetUtcNow();
        var before = _entries.GetValueOrDefault(key);
        var holds = result is LocateResult.Failed { IsPermanent: false } && before?.Result is LocateResult.Found ? before : new Entry(result, request.Address, now);
        MakeRoom();
        _entries[key] = holds with { Until = now + LifeOf(result) };
        return Of(holds.Result, holds.Address, request.Address);
    }

    public void ForgetDomainOf(string address)
    {
        var domain = MailDomain.Of(address) ?? "";
        Remove(key => IsSame(key.Domain, domain));
    }

    public void ForgetMailbox(string address)
    {
        if (_byThemselves.Count >= Most)
        {
            _byThemselves.Clear();
        }

        _byThemselves[address] = true;
        Remove(key => IsSame(key.Scope, address));
    }

    private Entry? Current(LocatorKey key) => _entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow() ? entry : null;

    private TimeSpan LifeOf(LocateResult result) => result switch
    {
        LocateResult.Found => options.FoundFor,
        LocateResult.Failed { ErrorNumber: ErrorNumbers.PasswordRefused or ErrorNumbers.AccountLocked } => options.RefusedFor,
        _ => options.NotFoundFor,
    };

    private void MakeRoom()
    {
        if (_entries.Count < Most)
        {
            return;
        }

        var oldest = _entries.OrderBy(e => e.Value.Until).Take(Most / 10).Select(e => e.Key).ToHashSet();
        Remove(oldest.Contains);
    }

    private void Remove(Predicate<LocatorKey> which)
    {
        foreach (var key in _entries.Keys.Where(k => which(k)))
        {
            _entries.TryRemove(key, out _);
        }
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed record Entry(LocateResult Result, string Address, DateTimeOffset Until);
}
