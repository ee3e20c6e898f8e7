using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>DNS through the machine's own name servers, or through those that are named.</summary>
internal sealed class DnsSrvLookup(params IPEndPoint[] servers) : ISrvLookup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    private readonly Lazy<LookupClient> _client = new(() => new LookupClient(Options(servers)));

    public async Task<IReadOnlyList<SrvTarget>> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.Value.QueryAsync(name, QueryType.SRV, QueryClass.IN, cancellationToken);
            return answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain
                ? throw new SrvLookupException(new DnsResponseException(answer.ErrorMessage))
                : [.. answer.Answers.SrvRecords().Select(r => new SrvTarget(r.Target.Value, r.Port, r.Priority, r.Weight))];
        }
        catch (Exception exception) when (exception is DnsResponseException or SocketException or InvalidOperationException or ArgumentException)
        {
            throw new SrvLookupException(exception);
        }
    }

    /// <summary>Nothing is kept: the answer of a search is.</summary>
    private static LookupClientOptions Options(IPEndPoint[] servers)
    {
        var options = servers.Length > 0 ? new LookupClientOptions(servers) : new LookupClientOptions();
        options.Timeout = Timeout;
        options.Retries = 1;
        options.UseCache = false;
        return options;
    }
}
