namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>The organisation's provider of sign-ins (OpenID Connect). Section <c>OpenIdConnect</c>; without an authority there is none.</summary>
public sealed class ProviderOptions
{
    public const string Section = "OpenIdConnect";

    /// <summary>The provider's address, below which its configuration is found. Default: none.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>What people call it. Default: the authority's host.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The claim of the ID token that names the mailbox. Default: <c>email</c>.</summary>
    public string MailboxClaim { get; set; } = "email";

    /// <summary>The claim that says the mailbox was verified; Entra ID calls it <c>xms_edov</c>. Default: <c>email_verified</c>.</summary>
    public string MailboxVerifiedClaim { get; set; } = "email_verified";

    /// <summary>The provider asks everybody for a second factor, whether or not its tokens say so (<c>amr</c>). Default: no.</summary>
    public bool TrustsSecondFactor { get; set; }

    internal bool IsConfigured => !string.IsNullOrWhiteSpace(Authority);

    internal string Name => string.IsNullOrWhiteSpace(DisplayName) ? new Uri(Authority!).Host : DisplayName;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    internal static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (string.IsNullOrWhiteSpace(section[nameof(Authority)]))
        {
            yield break;
        }

        var hasSandbox = configuration.GetValue<bool>("Sandbox:Enabled");
        if (!Uri.TryCreate(section[nameof(Authority)], UriKind.Absolute, out var authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (hasSandbox && authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return "OpenIdConnect:Authority: enter the https address of the provider, such as https://login.example.org.";
        }

        if (string.IsNullOrWhiteSpace(section[nameof(ClientId)]) || string.IsNullOrWhiteSpace(section[nameof(ClientSecret)]))
        {
            yield return "OpenIdConnect:ClientId and OpenIdConnect:ClientSecret are missing: register this service at the provider and enter both.";
        }

        if (section[nameof(TrustsSecondFactor)] is { Length: > 0 } trusts && !bool.TryParse(trusts, out _))
        {
            yield return "OpenIdConnect:TrustsSecondFactor: enter true or false.";
        }
    }
}
