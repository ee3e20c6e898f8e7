namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>What Autodiscover may say instead of the settings.</summary>
public enum AutodiscoverTrouble
{
    /// <summary>Ask again for the address <see cref="AutodiscoverRule.Target"/>.</summary>
    RedirectAddress,

    /// <summary>Ask again at <see cref="AutodiscoverRule.Target"/>.</summary>
    RedirectUrl,

    /// <summary>HTTP 302 to <see cref="AutodiscoverRule.Target"/>, before anybody signs in.</summary>
    HttpRedirect,

    /// <summary>The bare status <see cref="AutodiscoverRule.Status"/>, before anybody signs in.</summary>
    HttpStatus,

    /// <summary>No such user.</summary>
    InvalidUser,

    /// <summary>Too busy for this user.</summary>
    ServerBusy,

    /// <summary>Too busy for the whole request.</summary>
    RequestServerBusy,

    /// <summary>An internal error about this user.</summary>
    InternalServerError,

    /// <summary>The user is there, but every setting has the error SettingIsNotAvailable.</summary>
    SettingsNotAvailable,

    /// <summary>The answer ends in the middle.</summary>
    CutAnswer,

    /// <summary>The answer is a web page.</summary>
    WebPage,

    /// <summary>The answer declares a document type with an entity.</summary>
    DocumentType,

    /// <summary>The answer does not end.</summary>
    Endless,

    /// <summary>The answer takes <see cref="AutodiscoverRule.Milliseconds"/> longer.</summary>
    Slow,
}

/// <summary>Trouble for the next <paramref name="Count"/> requests that match; what is not named matches everything.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Address">The mailbox that is asked for.</param>
/// <param name="Host">The name the server is asked by.</param>
/// <param name="Endpoint"><c>soap</c> or <c>pox</c>.</param>
/// <param name="Target">Where a redirect leads.</param>
/// <param name="Status">The status of HttpStatus.</param>
/// <param name="Milliseconds">How slow.</param>
/// <param name="Count">How often; null: always.</param>
public sealed record AutodiscoverRule(
    AutodiscoverTrouble Kind, string? Address = null, string? Host = null, string? Endpoint = null, string Target = "", int Status = 404, int Milliseconds = 0, int? Count = null)
{
    /// <summary>Happens before anybody signs in, so it cannot depend on whom the request is about.</summary>
    internal bool IsOfTheServer => Kind is AutodiscoverTrouble.HttpRedirect or AutodiscoverTrouble.HttpStatus;

    /// <summary>What a complete rule is; null where it is one.</summary>
    internal string? Problem => this switch
    {
        { Count: < 1 } => "Count must be positive or left out.",
        { Milliseconds: < 0 } => "Milliseconds must not be below 0.",
        { Status: < 200 or > 599 } => "Status must be between 200 and 599.",
        { Kind: AutodiscoverTrouble.RedirectAddress or AutodiscoverTrouble.RedirectUrl or AutodiscoverTrouble.HttpRedirect, Target: "" } => "A redirect needs a Target.",
        { IsOfTheServer: true, Address: not null } => "This happens before anybody signs in; it cannot depend on the Address.",
        { Endpoint: not (null or "soap" or "pox") } => "Endpoint is soap, pox or left out.",
        _ => null,
    };
}
