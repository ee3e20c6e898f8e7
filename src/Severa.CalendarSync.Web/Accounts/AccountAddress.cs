namespace Severa.CalendarSync.Web.Accounts;

/// <summary>Whole addresses of links for accounts, below <c>PublicUrl</c>.</summary>
public static class AccountAddress
{
    public const string Setting = "PublicUrl";

    /// <summary>Where the service is found from outside, without a slash at the end; null where the operator has not said.</summary>
    public static string? Origin(IConfiguration configuration) =>
        Uri.TryCreate(configuration[Setting], UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : null;

    public static string Of(string origin, string link) => $"{origin}/invitation?code={Uri.EscapeDataString(link)}";
}
