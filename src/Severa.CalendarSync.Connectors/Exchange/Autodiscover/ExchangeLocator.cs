using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

internal sealed class ExchangeLocator(
    AutodiscoverReach reach, ISrvLookup dns, IOptions<ExchangeOptions> options, ILogger<ExchangeLocator> logger, TimeProvider time) : IExchangeLocator
{
    private readonly AutodiscoverOptions _options = options.Value.Autodiscover;
    private readonly LocatorCache _cache = new(options.Value.Autodiscover, time);
    private readonly ConcurrentDictionary<LocatorKey, Lazy<Task<Answer>>> _searches = new();

    public async IAsyncEnumerable<LocateEvent> LocateAsync(LocateRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Fixed(request) is { } known)
        {
            yield return new LocateEvent.Ended(known);
            yield break;
        }

        using var access = reach.Open(request);
        await foreach (var news in Search(request, access).RunAsync(cancellationToken))
        {
            if (news is LocateEvent.Ended ended)
            {
                Log(ended.Result);
                _cache.Keep(request, ended.Result);
            }

            yield return news;
        }
    }

    public async Task<LocateResult> FindAsync(LocateRequest request, CancellationToken cancellationToken)
    {
        if (Fixed(request) is { } known)
        {
            return known;
        }

        while (true)
        {
            if (_cache.Of(request) is { } remembered)
            {
                return remembered;
            }

            // The search is everybody's: it goes on when one of those who wait gives up.
            var key = _cache.KeyOf(request);
            var search = _searches.GetOrAdd(key, k => new Lazy<Task<Answer>>(() => SearchAsync(k, request)));
            var answer = await search.Value.WaitAsync(cancellationToken);
            if (answer.Address == request.Address || !LocatorCache.IsOfOneMailbox(answer.Result))
            {
                return LocatorCache.Of(answer.Result, answer.Address, request.Address);
            }
        }
    }

    public void ForgetDomainOf(string address) => _cache.ForgetDomainOf(address);

    public void ForgetMailbox(string address) => _cache.ForgetMailbox(address);

    private static LocateResult.Found? Fixed(LocateRequest request) => request switch
    {
        { FixedEndpoint: { } endpoint } => new LocateResult.Found(endpoint),
        { Version: ExchangeVersion.Office365 } => new LocateResult.Found(ExchangeOnline.Endpoint),
        _ => null,
    };

    private async Task<Answer> SearchAsync(LocatorKey key, LocateRequest request)
    {
        await Task.Yield();
        try
        {
            LocateResult? result = null;
            using var access = reach.Open(request);
            await foreach (var news in Search(request, access).RunAsync(CancellationToken.None))
            {
                result = (news as LocateEvent.Ended)?.Result;
            }

            Log(result!);
            return new Answer(request.Address, _cache.Keep(request, result!));
        }
        finally
        {
            _searches.TryRemove(key, out _);
        }
    }

    private AutodiscoverSearch Search(LocateRequest request, AutodiscoverAccess access)
    {
        var terms = new SearchTerms(request.Version, request.AllowedHosts, [.. _options.Endpoints], reach.Network);
        var wire = new AutodiscoverWire(access, dns, request.Version, _options.RequestTimeout, time);
        return new AutodiscoverSearch(new SearchPlan(request.Address, terms), wire, _options, time);
    }

    private void Log(LocateResult result) => AutodiscoverLog.Ended(
        logger, result.GetType().Name, result.Attempts.Count, string.Join(' ', result.Attempts.Select(a => a.Code)));

    private sealed record Answer(string Address, LocateResult Result);
}
