namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>The names of the ways to sign in, as in WWW-Authenticate and in the setting.</summary>
internal static class SignInWays
{
    public const string Basic = "Basic";
    public const string Ntlm = "NTLM";
    public const string Negotiate = "Negotiate";

    /// <summary>In the order servers offer them.</summary>
    public static readonly IReadOnlyList<string> All = [Negotiate, Ntlm, Basic];

    /// <summary>Named by the setting, else Basic.</summary>
    public static IReadOnlyList<string> Of(SandboxOptions options) => options.SignIn.Count == 0
        ? [Basic]
        : All.Where(way => options.SignIn.Contains(way, StringComparer.OrdinalIgnoreCase)).ToList();
}
