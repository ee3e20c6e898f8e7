using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Ews.Versions;

public sealed class Every_version_of_Exchange
{
    private static readonly string[] Names =
        ["Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2", "Exchange2013", "Exchange2013_SP1", "Exchange2016"];

    private static readonly string Plain = Requests.GetFolder(shape: "IdOnly");

    private static readonly Dictionary<string, Facts> Known = new(StringComparer.Ordinal)
    {
        ["Exchange2007_SP1"] = new("Exchange2007_SP1", "ErrorSchemaValidation", "8.3", null),
        ["Exchange2010"] = new("Exchange2010", "ErrorInvalidServerVersion", "14.0", "Exchange2010"),
        ["Exchange2010_SP1"] = new("Exchange2010_SP1", "ErrorInvalidServerVersion", "14.1", "Exchange2010_SP1"),
        ["Exchange2010_SP2"] = new("Exchange2010_SP2", "ErrorInvalidServerVersion", "14.3", "Exchange2010_SP2"),
        ["Exchange2013"] = new("Exchange2013", "ErrorInvalidServerVersion", "15.0", "Exchange2013"),
        ["Exchange2013_SP1"] = new("Exchange2013_SP1", "ErrorInvalidServerVersion", "15.0", "V2_23"),
        ["Exchange2016"] = new("Exchange2016", "ErrorInvalidServerVersion", "15.1", "V2017_07_11"),
        ["Exchange2019"] = new("Exchange2016", "ErrorInvalidRequest", "15.2", "V2017_07_11"),
        ["ExchangeSE"] = new("Exchange2016", "ErrorInvalidRequest", "15.2", "V2017_07_11"),
        ["Office365"] = new("Exchange2016", "ErrorInvalidServerVersion", "15.20", "V2018_01_08"),
    };

    public static TheoryData<string> Products => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Products))]
    public async Task It_takes_what_the_schema_asked_for_has_and_nothing_else(string product)
    {
        var host = await ProductHosts.OfAsync(product);
        var newest = Known[product].Newest;
        var wrong = new List<string>();
        foreach (var asked in Names.Where(name => Rank(name) <= Rank(newest)))
        {
            var ews = await TesterAsync(host, product, asked);
            foreach (var thing in GatedThing.All)
            {
                var expected = Rank(thing.Since) <= Rank(asked) ? "taken" : Rank(thing.Since) <= Rank(newest) ? "ErrorIncorrectSchemaVersion" : "ErrorSchemaValidation";
                var actual = await ReceptionAsync(ews, thing.Envelope(ews));
                if (actual != expected)
                {
                    wrong.Add($"{thing.Name} asked with {asked}: {actual}, not {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task It_refuses_names_that_came_later_or_never_were(string product)
    {
        var host = await ProductHosts.OfAsync(product);
        var (newest, refusal) = (Known[product].Newest, Known[product].Refusal);
        foreach (var name in Names.Where(name => Rank(name) > Rank(newest)).Concat(["Exchange2007_SP2", "Exchange2017", "Exchange2019", "V2017_07_11", "5"]))
        {
            var ews = await TesterAsync(host, product, name);
            Assert.Equal((name, refusal), (name, await ReceptionAsync(ews, ews.Envelope(Plain))));
        }
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task It_says_what_it_is(string product)
    {
        var host = await ProductHosts.OfAsync(product);
        using var response = await (await TesterAsync(host, product, Known[product].Newest)).PostAsync(Plain);
        var info = XDocument.Parse(await response.Content.ReadAsStringAsync()).Descendants(EwsTester.T + "ServerVersionInfo").Single();
        Assert.Equal(Known[product].Build, $"{info.Attribute("MajorVersion")!.Value}.{info.Attribute("MinorVersion")!.Value}");
        Assert.Equal(Known[product].Text, info.Attribute("Version")?.Value);
        var build = int.Parse(info.Attribute("MajorBuildNumber")!.Value, CultureInfo.InvariantCulture);
        Assert.True(product switch { "Exchange2013" => build < 847, "Exchange2013_SP1" => build >= 847, _ => build > 0 });
    }

    [Fact]
    public async Task Without_the_header_the_first_schema_counts()
    {
        var host = await ProductHosts.OfAsync("Exchange2016");
        var ews = await TesterAsync(host, "Exchange2016", null);
        Assert.Equal("taken", await ReceptionAsync(ews, ews.Envelope(Plain)));
        Assert.Equal("ErrorIncorrectSchemaVersion", await ReceptionAsync(ews, ews.Envelope(Requests.Create("<t:StartTimeZone Id=\"UTC\"/>"))));
    }

    [Fact]
    public void The_tables_name_the_same_products_and_nothing_twice()
    {
        Assert.Equal(Known.Keys, ExchangeProduct.All.Select(p => p.Name));
        Assert.Equal(ExchangeProduct.All.OrderBy(p => p.Build).Select(p => p.Name), ExchangeProduct.All.Select(p => p.Name));
        Assert.DoesNotContain(SchemaHistory.All, pair => pair.Value == SchemaVersion.Exchange2007);
    }

    private static int Rank(string name) => Array.IndexOf(Names, name);

    private static async Task<EwsTester> TesterAsync(SandboxHost host, string product, string? version) => new(host.Address, SandboxHost.Aino)
    {
        Version = version,
        Zone = null,
        Token = product == "Office365" ? await Tokens.OfAsync(host) : null,
    };

    private static async Task<string> ReceptionAsync(EwsTester ews, string envelope)
    {
        using var response = await ews.PostRawAsync(envelope);
        return response.StatusCode == HttpStatusCode.OK ? "taken" : (await EwsTester.FaultOfAsync(response)).Code;
    }

    /// <summary>Newest schema, refusal of other names, version numbers and text in answers.</summary>
    private sealed record Facts(string Newest, string Refusal, string Build, string? Text);
}
