namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>The steps of Test connection, in their order.</summary>
public enum CheckStep
{
    /// <summary>The server's name leads to an address this service may call.</summary>
    Address,

    /// <summary>The server's certificate is trusted.</summary>
    Tls,

    /// <summary>The server accepts the delegate's name and password.</summary>
    SignIn,

    /// <summary>The server speaks what was chosen in Settings.</summary>
    Version,

    /// <summary>The delegate may act in the name of the chosen mailbox.</summary>
    Impersonation,

    /// <summary>The chosen mailbox's calendar may be read and written, and is a person's own.</summary>
    Rights,

    /// <summary>The mailbox that must be out of the delegate's reach does not open.</summary>
    Reach,
}

/// <summary>Which steps a test takes.</summary>
public static class CheckSteps
{
    /// <summary>In their order.</summary>
    /// <param name="withReach">A mailbox that must stay out of reach was named.</param>
    public static IEnumerable<CheckStep> All(bool withReach) => Enum.GetValues<CheckStep>().Where(step => withReach || step != CheckStep.Reach);
}

public enum CheckStatus
{
    Ok,
    Failed,

    /// <summary>An earlier step failed, or no mailbox was chosen.</summary>
    NotReached,
}

/// <summary>What one step found.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="ErrorNumber">Failed: the number people see (1 = E1).</param>
/// <param name="Code">Failed: the server's own code.</param>
/// <param name="ServerVersion">Version: the build the server reports.</param>
/// <param name="CertificateExpires">Tls: when the server's certificate ends.</param>
public sealed record CheckResult(
    CheckStep Step,
    CheckStatus Status,
    TimeSpan Elapsed,
    int? ErrorNumber = null,
    string? Code = null,
    string? ServerVersion = null,
    DateTimeOffset? CertificateExpires = null);
