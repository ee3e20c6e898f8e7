namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>The names of the ways to sign in, as in WWW-Authenticate and in the setting.</summary>
internal static class SignInWays
{
    public const string Basic = "Basic";
    public const string Ntlm = "NTLM";
    public const string Negotiate = "Negotiate";
    public const string Bearer = "Bearer";

    /// <summary>In the order servers offer them.</summary>
    public static readonly IReadOnlyList<string> All = [Bearer, Negotiate, Ntlm, Basic];

    /// <summary>Named by the setting, else Basic; Office 365 has given that up for tokens.</summary>
    public static IReadOnlyList<string> Of(SandboxOptions options) => options.SignIn.Count == 0
        ? [options.Product is { IsOffice365: true } ? Bearer : Basic]
        : All.Where(way => options.SignIn.Contains(way, StringComparer.OrdinalIgnoreCase)).ToList();
}
