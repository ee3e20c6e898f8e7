using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>
/// The subscriptions of a group, all on one server: made in each user's own name, anchored at the mailbox that comes first in the
/// alphabet when the group begins. Used by one listener, one step at a time.
/// </summary>
internal sealed class GroupSubscriptions(EwsClient client, ListenerSetting setting)
{
    private const string TooMany = "ErrorExceededSubscriptionCount";

    /// <summary>The only failure that leaves the subscription alive.</summary>
    private const string MissedEvents = "ErrorMissedNotificationEvents";

    /// <summary>After so many refusals in a row for being too many, the rest need not be tried now.</summary>
    private const int EnoughRefusals = 3;

    private const int EndedAtOnce = 4;
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    private readonly SortedDictionary<string, Member> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Address, string Id)> _toEnd = [];
    private EwsAffinity? _affinity;

    /// <summary>Subscriptions that live, by the mailboxes' alphabet.</summary>
    public IReadOnlyList<(string Address, string Id)> Living => [.. _members.Where(m => m.Value.Id is not null).Select(m => (m.Key, m.Value.Id!))];

    /// <summary>When a mailbox without subscription may be asked again; null where none waits.</summary>
    public DateTimeOffset? NextTry => _members.Values.Where(m => m.Id is null).Select(m => (DateTimeOffset?)m.NotBefore).Min();

    public string? AddressOf(string id) => _members.FirstOrDefault(m => string.Equals(m.Value.Id, id, StringComparison.Ordinal)).Key;

    /// <summary>The client that speaks for one of the group, to the group's server.</summary>
    public EwsClient ClientOf(string address) => client.As(new EwsCaller(address), _affinity);

    /// <summary>Ends what is not wanted any more and subscribes to what is.</summary>
    /// <exception cref="SideException">An error of the whole connection, or no answer. What was done until then is done.</exception>
    public async Task AlignAsync(IReadOnlyCollection<string> wanted, Action<string> subscribed, CancellationToken cancellationToken)
    {
        await EndUnwantedAsync(wanted, cancellationToken);
        foreach (var address in wanted)
        {
            _members.TryAdd(address, new Member());
        }

        var refusals = new List<string>();
        foreach (var (address, member) in _members.Where(m => m.Value.Id is null && m.Value.NotBefore <= setting.Time.GetUtcNow()).ToList())
        {
            if (refusals.Count >= EnoughRefusals && refusals[^EnoughRefusals..].TrueForAll(code => code == TooMany))
            {
                Refuse(member, null);
            }
            else if (await SubscribeAsync(address, member, cancellationToken) is { } refusal)
            {
                refusals.Add(refusal);
            }
            else
            {
                refusals.Clear();
                subscribed(address);
            }
        }

        if (refusals.Count > 0)
        {
            NotificationLog.NotListening(setting.Logger, _members.Values.Count(m => m.Id is null), _members.Count, refusals[^1]);
        }
    }

    /// <summary>These subscriptions are dead: their mailboxes get new ones, without a look back. Returns how many they are.</summary>
    public int Forget(IEnumerable<string> ids, string code)
    {
        var dead = ids.ToHashSet(StringComparer.Ordinal);
        var concerned = _members.Where(m => m.Value.Id is { } id && dead.Contains(id)).ToList();
        foreach (var (address, member) in concerned)
        {
            if (code == MissedEvents)
            {
                _toEnd.Add((address, member.Id!));
            }

            member.Id = null;
        }

        return concerned.Count;
    }

    public void ForgetAll()
    {
        _members.Clear();
        _toEnd.Clear();
    }

    /// <summary>Nothing can be done in the name of this mailbox now.</summary>
    public void SetAside(string address, TimeSpan? pause)
    {
        if (_members.TryGetValue(address, out var member))
        {
            member.Id = null;
            Refuse(member, pause);
        }
    }

    /// <summary>Ends them all, as far as that can be done in a few seconds; the rest end by themselves.</summary>
    public async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeToEnd, setting.Time);
        var options = new ParallelOptions { MaxDegreeOfParallelism = EndedAtOnce, CancellationToken = limit.Token };
        try
        {
            await Parallel.ForEachAsync([.. Living, .. _toEnd], options, async (living, token) => await UnsubscribeAsync(living.Address, living.Id, token));
        }
        catch (Exception error) when (error is OperationCanceledException or SideException)
        {
            // The server forgets them in half an hour.
        }
    }

    /// <returns>Null, or the code of the refusal.</returns>
    private async Task<string?> SubscribeAsync(string address, Member member, CancellationToken cancellationToken)
    {
        var isFirst = Living.Count == 0;
        _affinity = isFirst ? new EwsAffinity(address) : _affinity;
        try
        {
            member.Id = (await ClientOf(address).SendAsync(new SubscribeOperation(), cancellationToken)).Required();
            member.Refusals = 0;
            return null;
        }
        catch (SideException refusal) when (refusal.Scope == ErrorScope.Mailbox)
        {
            Refuse(member, refusal.RetryAfter);
            if (refusal.InnerException is NoAnswerException)
            {
                // Perhaps it is the line and not this mailbox: the others need not wait for a time-out each.
                throw;
            }

            return refusal.Code;
        }
    }

    private void Refuse(Member member, TimeSpan? pause)
    {
        var own = Pauses.OfMailbox(++member.Refusals);
        member.NotBefore = setting.Time.GetUtcNow() + (pause > own ? pause.Value : own);
    }

    private async Task EndUnwantedAsync(IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        foreach (var address in _members.Keys.Except(wanted, StringComparer.OrdinalIgnoreCase).ToList())
        {
            _members.Remove(address, out var member);
            if (member?.Id is { } id)
            {
                _toEnd.Add((address, id));
            }
        }

        while (_toEnd.Count > 0)
        {
            var (address, id) = _toEnd[^1];
            _toEnd.RemoveAt(_toEnd.Count - 1);
            await UnsubscribeAsync(address, id, cancellationToken);
        }
    }

    private async Task UnsubscribeAsync(string address, string id, CancellationToken cancellationToken)
    {
        try
        {
            await ClientOf(address).SendAsync(new UnsubscribeOperation(id), cancellationToken);
        }
        catch (SideException error) when (!Recovery.IsFinal(error))
        {
            // It ends by itself when nobody listens to it.
        }
    }

    private sealed class Member
    {
        public string? Id { get; set; }

        public int Refusals { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }
}
