using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

/// <summary>
/// Names that lead to servers on this machine, and the SRV records beside them. Everything goes through the handlers of the
/// service; only the last step is bent. What was sent where is remembered.
/// </summary>
internal sealed class SmallInternet : ISrvLookup
{
    private readonly NetworkOptions _network = new() { AllowLoopback = true };

    /// <summary>Scheme and host, and where they lead.</summary>
    public ConcurrentDictionary<string, Uri> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, SrvTarget[]> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>The URLs of all requests, and whether a secret went along.</summary>
    public ConcurrentQueue<(string Url, bool HasSecret)> Sent { get; } = new();

    /// <summary>What a request waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public AutodiscoverReach Reach => new(Options.Create(_network), inner => new Bend(this, inner));

    public Task<IReadOnlyList<SrvTarget>> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SrvTarget>>(Records.GetValueOrDefault(name, []));

    /// <summary>The secret went over https, and to these hosts only.</summary>
    public void AssertSecretOnlyAt(params string[] hosts) =>
        Assert.Equal(hosts.Select(h => "https://" + h).Order(), Sent.Where(s => s.HasSecret).Select(s => new Uri(s.Url).GetLeftPart(UriPartial.Authority)).Distinct().Order());

    private sealed class Bend(SmallInternet net, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!;
            net.Sent.Enqueue((url.AbsoluteUri, request.Headers.Authorization is not null));
            await net.Gate.WaitAsync(cancellationToken);
            if (!net.Names.TryGetValue(url.GetLeftPart(UriPartial.Authority), out var server))
            {
                throw new HttpRequestException(HttpRequestError.NameResolutionError, "No such name.");
            }

            request.Headers.Host = url.Authority;
            request.RequestUri = new Uri(server, url.PathAndQuery);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
