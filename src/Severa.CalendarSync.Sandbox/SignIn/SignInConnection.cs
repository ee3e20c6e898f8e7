using Microsoft.AspNetCore.Connections.Features;
using Severa.CalendarSync.Sandbox.SignIn.Ntlm;

namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>What a TCP connection remembers: how far its handshake is, and who it belongs to after one.</summary>
internal sealed class SignInConnection
{
    public NtlmExchange? Exchange { get; set; }

    public SandboxAccount? Account { get; set; }

    /// <summary>The memory of the request's connection; hosts without connections forget at once.</summary>
    public static SignInConnection Of(HttpContext http)
    {
        if (http.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
        {
            return new SignInConnection();
        }

        if (items.TryGetValue(typeof(SignInConnection), out var known))
        {
            return (SignInConnection)known!;
        }

        var connection = new SignInConnection();
        items[typeof(SignInConnection)] = connection;
        return connection;
    }
}
