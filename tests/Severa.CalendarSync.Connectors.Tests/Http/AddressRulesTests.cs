using System.Net;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Http;

public sealed class AddressRulesTests
{
    private const string Host = "mail.example.org";

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("2a00:1450::1")]
    [InlineData("::ffff:8.8.8.8")]
    public void Public_address_may_be_called(string address) => Assert.True(May(address, new NetworkOptions()));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    public void Private_address_only_for_a_named_host(string address)
    {
        var named = new NetworkOptions { AllowLoopback = true };
        named.AllowedHosts.Add("MAIL.example.org");

        Assert.False(May(address, new NetworkOptions { AllowLoopback = true }));
        Assert.True(May(address, named));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void Loopback_only_for_the_sandbox(string address)
    {
        Assert.False(May(address, Everything(allowLoopback: false)));
        Assert.True(May(address, new NetworkOptions { AllowLoopback = true }));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::")]
    [InlineData("255.255.255.255")]
    [InlineData("240.0.0.1")]
    public void Never(string address) => Assert.False(May(address, Everything(allowLoopback: true)));

    [Theory]
    [InlineData("https://mail.example.org/EWS/Exchange.asmx", false, true)]
    [InlineData("https://mail.example.org/EWS/Exchange.asmx", true, true)]
    [InlineData("http://mail.example.org/EWS/Exchange.asmx", true, false)]
    [InlineData("http://127.0.0.1:5000/EWS/Exchange.asmx", true, true)]
    [InlineData("http://localhost:5000/EWS/Exchange.asmx", true, true)]
    [InlineData("http://127.0.0.1:5000/EWS/Exchange.asmx", false, false)]
    [InlineData("https://svc:secret@mail.example.org/", true, false)]
    [InlineData("ftp://mail.example.org/", true, false)]
    [InlineData("file:///etc/passwd", true, false)]
    public void Url(string url, bool allowLoopback, bool isFit)
    {
        var options = new NetworkOptions { AllowLoopback = allowLoopback };
        var error = Record.Exception(() => GuardedHandler.Check(new Uri(url), options));

        Assert.Equal(isFit, error is null);
        Assert.True(isFit || error is SideException { Number: 7, IsPermanent: true, Code: "UrlRefused" });
    }

    [Fact]
    public void Mapped_address_is_judged_as_what_it_is() =>
        Assert.Equal(AddressKind.Private, AddressRules.KindOf(IPAddress.Parse("::ffff:192.168.0.1")));

    private static bool May(string address, NetworkOptions options) => AddressRules.MayConnect(IPAddress.Parse(address), Host, options);

    private static NetworkOptions Everything(bool allowLoopback)
    {
        var options = new NetworkOptions { AllowLoopback = allowLoopback };
        options.AllowedHosts.Add(Host);
        return options;
    }
}
