using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Web.Mail;

/// <summary>How the connection to the mail server becomes secure. There is no way without.</summary>
public enum MailTls
{
    /// <summary>Begins in the clear and becomes secure before anything is said (port 587).</summary>
    StartTls,

    /// <summary>Secure from the first byte (port 465).</summary>
    Implicit,
}

/// <summary>The mail server. Section <c>Mail</c> of the configuration; without a host the service sends no mail.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Name of the mail server. Default: none, no mail.</summary>
    public string? Host { get; set; }

    /// <summary>Default: 587, or 465 with <see cref="MailTls.Implicit"/>.</summary>
    public int? Port { get; set; }

    public MailTls Tls { get; set; } = MailTls.StartTls;

    /// <summary>Default: none, the server takes mail from this machine without sign-in.</summary>
    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>The address the mails come from.</summary>
    public string? From { get; set; }

    /// <summary>The name beside it.</summary>
    public string FromName { get; set; } = "Calendar Sync";

    /// <summary>Certificates (PEM) of roots that are trusted besides those of the machine. Default: none.</summary>
    public string? TrustedRootFile { get; set; }

    /// <summary>How long one mail may take. Default: 30 seconds.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsConfigured => !string.IsNullOrWhiteSpace(Host);

    internal bool HasSignIn => !string.IsNullOrWhiteSpace(UserName);

    internal int PortInUse => Port ?? (Tls == MailTls.Implicit ? 465 : 587);

    /// <exception cref="IOException">The file cannot be read.</exception>
    internal TrustedRoots Roots() =>
        string.IsNullOrWhiteSpace(TrustedRootFile) ? TrustedRoots.None
        : TrustedRoots.TryParse(File.ReadAllText(TrustedRootFile), out var roots) ? roots
        : throw new InvalidDataException("No root certificate is in the file.");
}
