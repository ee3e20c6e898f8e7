using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>One server and one sign-in: its connections, what makes it let us in, and what became of it.</summary>
internal sealed class ExchangeSession : IDisposable
{
    /// <param name="authorization">What makes the server let a request in.</param>
    /// <param name="open">Opens a set of connections; null: as many as it likes.</param>
    /// <param name="time">The clock.</param>
    public ExchangeSession(IAuthorization authorization, Func<int?, HttpMessageHandler> open, TimeProvider time)
    {
        Authorization = authorization;
        Guard = new PasswordGuard(time);
        Requests = Client(open(null));
        Streams = Client(open(int.MaxValue));
    }

    public IAuthorization Authorization { get; }

    public PasswordGuard Guard { get; }

    /// <summary>For requests that are answered at once.</summary>
    public HttpClient Requests { get; }

    /// <summary>Each group of mailboxes holds a connection for good: they must not use up those that runs need.</summary>
    public HttpClient Streams { get; }

    public void Dispose()
    {
        Requests.Dispose();
        Streams.Dispose();
        Guard.Dispose();
    }

    private static HttpClient Client(HttpMessageHandler handler) => new(handler) { Timeout = Timeout.InfiniteTimeSpan };
}
