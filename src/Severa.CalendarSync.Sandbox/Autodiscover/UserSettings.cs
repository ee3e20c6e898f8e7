using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>What is to be known about a mailbox, by the names of the settings.</summary>
internal sealed class UserSettings(IOptions<SandboxOptions> options, MailboxStore store, BackEnds backEnds)
{
    private const string None = "none";
    private readonly Products _products = new(options.Value);

    /// <summary>
    /// The settings this server has a name for. GroupingInformation came with Exchange 2013. Null where there is no value.
    /// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/setting-soap.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? Of(string address, HttpRequest request)
    {
        if ((store.Find(address) ?? store.FindByAlias(address)) is not { } mailbox)
        {
            return null;
        }

        var product = _products.Serving(mailbox, SchemaVersion.Exchange2007);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["UserDisplayName"] = mailbox.Identity.DisplayName,
            ["UserDN"] = $"/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn={mailbox.Identity.Key:N}",
            ["AutoDiscoverSMTPAddress"] = mailbox.Address,
            ["ExternalEwsUrl"] = Url(options.Value.Autodiscover.ExternalEwsUrl, request),
            ["InternalEwsUrl"] = Url(options.Value.Autodiscover.InternalEwsUrl, request),
            ["EwsSupportedSchemas"] = string.Join(", ", Enum.GetValues<SchemaVersion>().Where(schema => schema <= product.Newest)),
            ["CasVersion"] = Version(_products.Front.Build),
            ["ExternalEwsVersion"] = Version(product.Build),
        };
        if (_products.Front.Newest >= SchemaVersion.Exchange2013)
        {
            settings["GroupingInformation"] = FormattableString.Invariant($"SANDBOX-{backEnds.Of(new Affinity(null, mailbox.Address, IsPreferred: false), mailbox) + 1}");
        }

        return settings;
    }

    private static string? Url(string setting, HttpRequest request) => setting switch
    {
        "" => $"{request.Scheme}://{request.Host}{EwsEndpoint.Path}",
        None => null,
        _ => setting,
    };

    private static string Version(Version build) => FormattableString.Invariant($"{build.Major:00}.{build.Minor:00}.{build.Build:0000}.{build.Revision:000}");
}
