namespace Severa.CalendarSync.Connectors.Tests.Sandbox;

/// <summary>What a test lets happen around each request; either may throw, as a killed process would end there.</summary>
internal sealed class Wire
{
    public Action Before { get; set; } = () => { };

    public Action After { get; set; } = () => { };
}

/// <summary>Sits between the connector and the network.</summary>
internal sealed class WireHook(Wire wire) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        wire.Before();
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            wire.After();
        }
    }
}
