using Severa.CalendarSync.Connectors.Exchange.Autodiscover;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Settings of the Exchange connector that are no connection's own. Section <c>Exchange</c> of the configuration.</summary>
public sealed class ExchangeOptions
{
    public const string Section = "Exchange";

    /// <summary>How much of the conversation is logged, under <c>Severa.CalendarSync.Exchange.Wire</c>. Default: nothing.</summary>
    public WireLogLevel WireLog { get; set; } = WireLogLevel.Off;

    /// <summary>How long a reading call may take. Default: 60 seconds.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often an open connection for notifications is expected to say something. After twice as long it counts as lost. Default: 45 seconds.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a writing call may take; a lost write is searched after it. Default: 30 seconds.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where applications get their tokens. Default: the Entra of Microsoft's public cloud.</summary>
    public Uri Authority { get; set; } = new("https://login.microsoftonline.com");

    /// <summary>How many requests at the same time, and how long they wait.</summary>
    public ThrottlingOptions Throttling { get; set; } = new();

    /// <summary>How the address of a server is found.</summary>
    public AutodiscoverOptions Autodiscover { get; set; } = new();
}
