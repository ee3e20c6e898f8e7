using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>An Exchange of somebody's own, named by the environment.</summary>
internal sealed record ServerSettings(ExchangeConnectionOptions Connection, string Mailbox, string? SecondMailbox)
{
    public const string Reason = "No Exchange to test: set EWS_TEST_URL, EWS_TEST_USER, EWS_TEST_PASSWORD and EWS_TEST_MAILBOX (docs/testing.md).";
    public const string NoSecond = "No second mailbox to test: set EWS_TEST_MAILBOX2 (docs/testing.md).";

    private static readonly string[] Needed = ["EWS_TEST_URL", "EWS_TEST_USER", "EWS_TEST_PASSWORD", "EWS_TEST_MAILBOX"];

    /// <summary>Null where none of the settings is there.</summary>
    /// <exception cref="InvalidOperationException">Some are there, but not all, or they cannot be used.</exception>
    public static ServerSettings? Read(Func<string, string?> variable)
    {
        var missing = Needed.Where(name => string.IsNullOrEmpty(variable(name))).ToArray();
        if (missing.Length == Needed.Length)
        {
            return null;
        }

        if (missing.Length > 0)
        {
            throw new InvalidOperationException($"Set {string.Join(", ", missing)} as well.");
        }

        var connection = new ExchangeConnectionOptions(Url(variable(Needed[0])!), Version(variable("EWS_TEST_VERSION")), SignIn(variable));
        return new ServerSettings(connection with { Roots = Roots(variable("EWS_TEST_ROOTS")) }, variable(Needed[3])!, Text(variable("EWS_TEST_MAILBOX2")));
    }

    public static ServerSettings? FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    private static Uri Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)
            ? url
            : throw new InvalidOperationException("EWS_TEST_URL: enter the whole address of EWS, such as https://mail.example.org/EWS/Exchange.asmx.");

    private static ExchangeVersion Version(string? text) => Text(text) switch
    {
        null => ExchangeVersion.Exchange2016,
        var name when Enum.TryParse<ExchangeVersion>(name, out var version) && Enum.IsDefined(version) => version,
        _ => throw new InvalidOperationException($"EWS_TEST_VERSION: enter one of {string.Join(", ", Enum.GetNames<ExchangeVersion>())}."),
    };

    private static ExchangeSignIn SignIn(Func<string, string?> variable)
    {
        var (user, password) = (variable(Needed[1])!, variable(Needed[2])!);
        return Text(variable("EWS_TEST_SIGN_IN")) switch
        {
            null or "Basic" => new ExchangeSignIn.Basic(user, password),
            "Windows" => new ExchangeSignIn.Windows(user, password),
            "Application" when Text(variable("EWS_TEST_TENANT")) is { } tenant => new ExchangeSignIn.Application(tenant, user, password, IsCertificate: false),
            "Application" => throw new InvalidOperationException("Set EWS_TEST_TENANT as well: the tenant of the application."),
            _ => throw new InvalidOperationException("EWS_TEST_SIGN_IN: enter Basic, Windows or Application."),
        };
    }

    private static TrustedRoots Roots(string? file)
    {
        if (Text(file) is null)
        {
            return TrustedRoots.None;
        }

        return TrustedRoots.TryParse(File.ReadAllText(file!), out var roots) ? roots : throw new InvalidOperationException("EWS_TEST_ROOTS: no root certificate in PEM in that file.");
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
