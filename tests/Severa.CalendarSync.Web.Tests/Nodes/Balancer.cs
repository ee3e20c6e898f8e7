using System.Collections.Immutable;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>As a proxy before the nodes: each request goes to the next of those that are in. It never tries a request twice.</summary>
internal sealed class Balancer(HttpMessageHandler network) : DelegatingHandler(network)
{
    private ImmutableList<DotnetProcess> _nodes = [];
    private int _turn;

    public void Add(DotnetProcess node) => ImmutableInterlocked.Update(ref _nodes, nodes => nodes.Add(node));

    public void Remove(DotnetProcess node) => ImmutableInterlocked.Update(ref _nodes, nodes => nodes.Remove(node));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var nodes = _nodes;
        var node = nodes[(int)((uint)Interlocked.Increment(ref _turn) % (uint)nodes.Count)];
        request.RequestUri = new Uri(new Uri(node.Url), request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
