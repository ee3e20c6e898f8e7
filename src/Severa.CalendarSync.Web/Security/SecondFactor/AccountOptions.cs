namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>Who signs in with a second factor.</summary>
public enum SecondFactorRule
{
    /// <summary>Whoever wants one has one.</summary>
    Offered,

    /// <summary>Administrators and operators do nothing before they have one.</summary>
    Required,

    /// <summary>Nobody does anything before he has one.</summary>
    Everybody,
}

/// <summary>Section <c>Accounts</c> of the configuration.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";
    private const string RuleSetting = $"{Section}:{nameof(SecondFactor)}";

    /// <summary>Default: Required, in Development Offered.</summary>
    public SecondFactorRule SecondFactor { get; set; } = SecondFactorRule.Required;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    internal static IEnumerable<string> Problems(IConfiguration configuration) =>
        configuration[RuleSetting] is not { } rule || IsName(rule) ? [] : [$"{RuleSetting}: enter Required, Everybody or Offered."];

    private static bool IsName(string text) => Enum.GetNames<SecondFactorRule>().Contains(text, StringComparer.OrdinalIgnoreCase);
}
