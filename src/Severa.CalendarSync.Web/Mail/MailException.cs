using System.Globalization;

namespace Severa.CalendarSync.Web.Mail;

/// <summary>Why a mail was not sent.</summary>
public enum MailProblem
{
    /// <summary><c>Mail:Host</c> is not set.</summary>
    NotConfigured,

    /// <summary>No connection, or no answer in time.</summary>
    NotReached,

    /// <summary>No TLS, or a certificate nobody vouches for.</summary>
    NotTrusted,

    /// <summary><c>Mail:UserName</c> and <c>Mail:Password</c> were refused.</summary>
    SignInRefused,

    /// <summary>The server does not take mail for this address, or it is none.</summary>
    AddressRefused,

    /// <summary>The server refused the mail itself, or its sender.</summary>
    Refused,
}

/// <summary>A mail was not sent. Carries the server's number, never its words: they repeat addresses.</summary>
public sealed class MailException(MailProblem problem, int? code = null)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"The mail was not sent: {problem}{(code is null ? "" : $" ({code})")}."))
{
    public MailProblem Problem { get; } = problem;

    /// <summary>The answer of the server (SMTP), where it gave one.</summary>
    public int? Code { get; } = code;
}
