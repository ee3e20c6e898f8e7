using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Versions;

/// <summary>
/// A product the sandbox can play: its build, the schemas it takes, and what it says about itself. Lacking things follows from
/// <see cref="Newest"/> and <see cref="SchemaHistory"/>.
/// </summary>
/// <param name="VersionText">Version in ServerVersionInfo. From 2013 SP1 on none that a request may carry; Exchange 2007 has none.</param>
/// <param name="RefusesNamesWith">What a schema name it does not know is refused with.</param>
internal sealed record ExchangeProduct(string Name, Version Build, string? VersionText, SchemaVersion Newest, string RefusesNamesWith)
{
    private const string InvalidVersion = "ErrorInvalidServerVersion";

    public static readonly IReadOnlyList<ExchangeProduct> All =
    [
        new("Exchange2007_SP1", new(8, 3, 517, 0), null, SchemaVersion.Exchange2007_SP1, "ErrorSchemaValidation"),
        new("Exchange2010", new(14, 0, 726, 0), "Exchange2010", SchemaVersion.Exchange2010, InvalidVersion),
        new("Exchange2010_SP1", new(14, 1, 438, 0), "Exchange2010_SP1", SchemaVersion.Exchange2010_SP1, InvalidVersion),
        new("Exchange2010_SP2", new(14, 3, 513, 0), "Exchange2010_SP2", SchemaVersion.Exchange2010_SP2, InvalidVersion),
        new("Exchange2013", new(15, 0, 775, 38), "Exchange2013", SchemaVersion.Exchange2013, InvalidVersion),
        new("Exchange2013_SP1", new(15, 0, 1497, 48), "V2_23", SchemaVersion.Exchange2013_SP1, InvalidVersion),
        new("Exchange2016", new(15, 1, 2507, 39), "V2017_07_11", SchemaVersion.Exchange2016, InvalidVersion),
        new("Exchange2019", new(15, 2, 1544, 4), "V2017_07_11", SchemaVersion.Exchange2016, "ErrorInvalidRequest"),
        new("ExchangeSE", new(15, 2, 2562, 17), "V2017_07_11", SchemaVersion.Exchange2016, "ErrorInvalidRequest"),
        new("Office365", new(15, 20, 9520, 5), "V2018_01_08", SchemaVersion.Exchange2016, InvalidVersion),
    ];

    public static string Names => string.Join(", ", All.Select(product => product.Name));

    public bool IsOffice365 => Name == "Office365";

    /// <summary>Until 2013 the text TimeZone stood on every entry; later ones say it of series only.</summary>
    public bool TellsZoneOfSingleEntries => Build < new Version(15, 1);

    /// <summary>SyncFolderItems began with the oldest change until 2010 SP1.</summary>
    public bool SyncsOldestFirst => Newest < SchemaVersion.Exchange2010_SP2;

    public static ExchangeProduct? Find(string name) => All.FirstOrDefault(product => string.Equals(product.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The schema a request is held to. Without the header it is the first one.</summary>
    public SchemaVersion SchemaOf(XElement? requestServerVersion)
    {
        if (requestServerVersion?.Attribute("Version")?.Value is not { } asked)
        {
            return SchemaVersion.Exchange2007;
        }

        return Enum.GetNames<SchemaVersion>().Contains(asked, StringComparer.Ordinal) && Enum.Parse<SchemaVersion>(asked) is var schema && schema <= Newest
            ? schema
            : throw Unknown(requestServerVersion, asked);
    }

    /// <summary>The header of every answer.</summary>
    public XElement Header() => new(
        Ns.T + "ServerVersionInfo",
        new XAttribute("MajorVersion", Build.Major),
        new XAttribute("MinorVersion", Build.Minor),
        new XAttribute("MajorBuildNumber", Build.Build),
        new XAttribute("MinorBuildNumber", Build.Revision),
        VersionText is null ? null : new XAttribute("Version", VersionText));

    private EwsFault Unknown(XElement header, string asked) => RefusesNamesWith switch
    {
        "ErrorSchemaValidation" => EwsFault.Schema(
            string.Create(CultureInfo.InvariantCulture, $"The 'Version' attribute is invalid - The value '{asked}' is invalid according to its datatype 'ExchangeVersionType'."), header),
        "ErrorInvalidRequest" => new EwsFault(RefusesNamesWith, "The request is invalid."),
        _ => new EwsFault(RefusesNamesWith, "The specified server version is invalid."),
    };
}
