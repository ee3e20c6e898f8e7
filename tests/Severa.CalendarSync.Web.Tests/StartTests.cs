using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Tests;

public sealed class StartTests
{
    [Fact]
    public void Production_WithoutSettings_NamesEveryMissingOne()
    {
        var problems = Problems();
        Assert.Contains(problems, p => p.StartsWith("Database:Provider", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("Database:ConnectionString", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("AllowedHosts", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("DataProtection:CertificateFile", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sandbox:Enabled")]
    [InlineData("Demo:Enabled")]
    public void Production_RefusesWhatIsForTrying(string setting) =>
        Assert.Contains(Problems((setting, "true")), p => p.StartsWith(setting, StringComparison.Ordinal));

    [Fact]
    public void Production_RefusesACertificateItCannotRead() =>
        Assert.Contains(Problems(("DataProtection:CertificateFile", "/nowhere/keys.pfx")), p => p.StartsWith("DataProtection:CertificateFile cannot be read", StringComparison.Ordinal));

    [Fact]
    public void ZonesOfThisMachine_Agree() => Assert.Empty(StartRules.ZoneProblems());

    [Fact]
    public async Task Production_Unprepared_StopsWithSentencesAndAnExitCode()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SharedTexts).Assembly.Location]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("The service does not start.", output, StringComparison.Ordinal);
        Assert.Contains("Database:ConnectionString is missing", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static List<string> Problems(params (string Key, string Value)[] settings)
    {
        var values = settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value));
        return [.. StartRules.ProductionProblems(new ConfigurationBuilder().AddInMemoryCollection(values).Build())];
    }
}
