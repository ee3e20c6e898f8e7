namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>What Autodiscover says of every mailbox, section <c>Sandbox:Autodiscover</c>.</summary>
public sealed class SandboxAutodiscoverOptions
{
    /// <summary>Answers Autodiscover at all. Without it its addresses are not there.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>ExternalEwsUrl. Empty: this server, under the name it was asked by; "none": there is none.</summary>
    public string ExternalEwsUrl { get; set; } = "";

    /// <summary>InternalEwsUrl, in the same words.</summary>
    public string InternalEwsUrl { get; set; } = "";

    /// <summary>Where the GET without sign-in leads (302). Empty: nowhere, it asks for a sign-in like the rest.</summary>
    public string RedirectUnsecuredTo { get; set; } = "";
}
