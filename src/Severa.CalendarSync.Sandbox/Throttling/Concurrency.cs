using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Throttling;

/// <summary>
/// Counts the requests of each account from when they come to when their answers go, and refuses those that are too many. Connections
/// that stay open for notifications have a limit of their own (HangingConnectionLimit): their place is given back once they are open.
/// </summary>
internal sealed class Concurrency(IOptions<SandboxOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ConcurrencyReport> _accounts = new(StringComparer.OrdinalIgnoreCase);

    private int Limit => options.Value.Throttling.MaxConcurrency;

    public IReadOnlyDictionary<string, ConcurrencyReport> All
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, ConcurrencyReport>(_accounts, StringComparer.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>A request has come. Its place is given back when it is disposed, as often as one likes.</summary>
    public Place Enter(string account)
    {
        lock (_gate)
        {
            var known = _accounts.GetValueOrDefault(account) ?? new ConcurrencyReport();
            var (now, isTooMany) = (known.Now + 1, Limit > 0 && known.Now >= Limit);
            _accounts[account] = known with
            {
                Now = now,
                Highest = Math.Max(known.Highest, now),
                Refused = known.Refused + (isTooMany ? 1 : 0),
            };
            return new Place(this, account, isTooMany ? Exceeded() : null);
        }
    }

    /// <summary>Starts counting anew; requests under way stay.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            foreach (var (account, known) in _accounts.ToList())
            {
                _accounts[account] = new ConcurrencyReport(known.Now, known.Now);
            }
        }
    }

    private void Leave(string account)
    {
        lock (_gate)
        {
            _accounts[account] = _accounts[account] with { Now = _accounts[account].Now - 1 };
        }
    }

    private EwsFault Exceeded() => new(
        "ErrorExceededConnectionCount",
        "You have exceeded the available concurrent connections for your account. Try again once your other requests have completed.",
        EwsFault.Value("Policy", "MaxConcurrency"),
        EwsFault.Value("MaxConcurrencyLimit", Limit));

    /// <summary>One request under way.</summary>
    internal sealed class Place(Concurrency owner, string account, EwsFault? refusal) : IDisposable
    {
        private int _left;

        /// <summary>Null where there was room.</summary>
        public EwsFault? Refusal => refusal;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                owner.Leave(account);
            }
        }
    }
}
