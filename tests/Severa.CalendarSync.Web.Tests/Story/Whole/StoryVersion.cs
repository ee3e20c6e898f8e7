using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>One line of the dropdown on P3: the Exchange that is played for it, and what an administrator types.</summary>
/// <param name="Choice">The line.</param>
/// <param name="Text">As people read it.</param>
/// <param name="Server">The oldest server of that name, which lacks most.</param>
/// <param name="Build">How its version begins.</param>
internal sealed record StoryVersion(ExchangeVersion Choice, string Text, string Server, string Build)
{
    /// <summary>E1: a password that Exchange refuses, or a client secret that Entra does.</summary>
    public const int RefusedSecret = 1;

    private static readonly SandboxApplication Application = new();

    /// <summary>Told in a browser; the others over HTTP.</summary>
    public static IReadOnlyList<ExchangeVersion> InBrowser { get; } = [ExchangeVersion.Exchange2016, ExchangeVersion.Office365];

    public static IEnumerable<ExchangeVersion> OverHttp => Enum.GetValues<ExchangeVersion>().Except(InBrowser);

    /// <summary>An application with tokens instead of a delegate with a password.</summary>
    public bool HasTokens => Choice == ExchangeVersion.Office365;

    /// <summary>What the connection test says of the server.</summary>
    public string Answer => $"Exchange answers: version {Build}.";

    public string Secret => HasTokens ? Planted.ClientSecret : Planted.DelegateSecret;

    /// <summary>What the advice calls it.</summary>
    public string SecretName => HasTokens ? "client secret" : "current password";

    public SignInMethod SignIn => HasTokens ? SignInMethod.ClientSecret : SignInMethod.Basic;

    public static StoryVersion Of(ExchangeVersion choice) => choice switch
    {
        ExchangeVersion.Exchange2007 => new(choice, "Exchange 2007", "Exchange2007_SP1", "8.3"),
        ExchangeVersion.Exchange2010 => new(choice, "Exchange 2010", "Exchange2010", "14.0"),
        ExchangeVersion.Exchange2013 => new(choice, "Exchange 2013", "Exchange2013", "15.0"),
        ExchangeVersion.Exchange2016 => new(choice, "Exchange 2016", "Exchange2016", "15.1"),
        ExchangeVersion.Exchange2019 => new(choice, "Exchange 2019 / Subscription Edition", "Exchange2019", "15.2"),
        ExchangeVersion.Office365 => new(choice, "Office 365", "Office365", "15.20"),
    };

    /// <summary>What is typed to sign in with a secret, right or wrong.</summary>
    public IReadOnlyList<TypedField> SignInWith(string secret) => HasTokens
        ?
        [
            new("Tenant", "Input.Tenant", Application.TenantDomain),
            new("Application id", "Input.ApplicationId", Application.ClientId),
            new("Client secret", "Input.ClientSecret", secret),
        ]
        :
        [
            new("Delegate username", "Input.DelegateUsername", SettingsVisits.DelegateName),
            new("Delegate password", "Input.DelegatePassword", secret),
        ];
}

/// <summary>A field as people see it and as the form names it.</summary>
internal sealed record TypedField(string Label, string Name, string Value);
