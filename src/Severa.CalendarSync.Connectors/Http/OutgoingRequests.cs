using System.Security.Authentication;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>Why there is no answer.</summary>
public enum OutgoingProblem
{
    /// <summary>The rules for outgoing requests forbid the address.</summary>
    AddressRefused,

    /// <summary>No connection.</summary>
    NotReached,

    /// <summary>Nobody vouches for the certificate.</summary>
    NotTrusted,

    /// <summary>No answer in time.</summary>
    TooSlow,
}

/// <summary>There is no answer. Names no address.</summary>
public sealed class OutgoingException(OutgoingProblem problem, Exception inner) : Exception($"No answer: {problem}.", inner)
{
    public OutgoingProblem Problem { get; } = problem;
}

/// <summary>The way out for requests to places that somebody configured, other than Exchange: by the same rules, and no answer's content is read.</summary>
public sealed class OutgoingRequests(IOptions<NetworkOptions> options) : IDisposable
{
    private readonly HttpClient _client = new(new GuardedHandler(options.Value)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Whether the address has the form that may be called. Where it leads is judged when the connection opens.</summary>
    public bool IsFit(Uri? address) => GuardedHandler.IsFit(address, options.Value);

    /// <summary>Sends once and answers the status; nothing is repeated, no redirect is followed.</summary>
    /// <exception cref="OutgoingException">There is no answer.</exception>
    public async Task<int> SendAsync(HttpRequestMessage request, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return (int)answer.StatusCode;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OutgoingException(OutgoingProblem.TooSlow, e);
        }
        catch (Exception e) when (e is HttpRequestException or SideException or IOException)
        {
            throw new OutgoingException(ProblemOf(e), e);
        }
    }

    /// <summary>The same way out for the requests of other libraries.</summary>
    public static HttpMessageHandler NewHandler(NetworkOptions options) => new GuardedHandler(options);

    public void Dispose() => _client.Dispose();

    private static OutgoingProblem ProblemOf(Exception? error) => error switch
    {
        SideException or AddressRefusedException => OutgoingProblem.AddressRefused,
        AuthenticationException => OutgoingProblem.NotTrusted,
        null => OutgoingProblem.NotReached,
        _ => ProblemOf(error.InnerException),
    };
}
