using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests;

public sealed class Settings_of_the_sandbox
{
    [Theory]
    [InlineData("Exchange2012", "Sandbox:ServerVersion is \"Exchange2012\"; it must be one of Exchange2007_SP1, Exchange2010,")]
    [InlineData("", "Sandbox:ServerVersion is \"\"")]
    public async Task An_unknown_version_stops_the_start_with_the_names_there_are(string version, string sentence)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxHost.StartAsync(("Sandbox:ServerVersion", version)));
        Assert.StartsWith(sentence, error.Failures.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxHost.StartAsync(
            ("Sandbox:ServerVersion", "Exchange2013"),
            ("Sandbox:Mailboxes:0:Address", "a@contoso.test"),
            ("Sandbox:Mailboxes:0:ServerVersion", "Exchange2016"),
            ("Sandbox:Mailboxes:1:Address", "b@contoso.test"),
            ("Sandbox:Mailboxes:1:ServerVersion", "2007")));
        Assert.Collection(
            error.Failures,
            first => Assert.Contains("a@contoso.test lives on Exchange2016, newer than the server (Exchange2013)", first, StringComparison.Ordinal),
            second => Assert.Contains("b@contoso.test is \"2007\"", second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Exchange2016", "Digest", "Sandbox:SignIn names \"Digest\"; ways to sign in are Bearer, Negotiate, NTLM, Basic.")]
    [InlineData("Office365", "Basic", "Sandbox:SignIn names more than Bearer, but Office365 takes nothing else.")]
    public async Task Ways_to_sign_in_must_be_known_and_fit_the_product(string product, string way, string sentence)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxHost.StartAsync(("Sandbox:ServerVersion", product), ("Sandbox:SignIn:0", way)));
        Assert.Equal(sentence, error.Failures.Single());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task A_certificate_must_be_one(string certificate)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxHost.StartAsync(("Sandbox:Applications:0:Certificate", certificate)));
        Assert.StartsWith("The Certificate of the application 7e57c0a7", error.Failures.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_has_a_short_name_for_the_version()
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(["--version", "exchange2007_sp1"], SandboxCommands.Switches).Build();
        Assert.Equal("exchange2007_sp1", configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>()!.ServerVersion);
    }
}
