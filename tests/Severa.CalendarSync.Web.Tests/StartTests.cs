using Hangfire.SqlServer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Moq;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Startup;
using Severa.CalendarSync.Web.Tests.Processes;

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
        Assert.Contains(problems, p => p.StartsWith("Installation:Id is missing", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("DataProtection:CertificateFile", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sandbox:Enabled")]
    [InlineData("Demo:Enabled")]
    public void Production_RefusesWhatIsForTrying(string setting) =>
        Assert.Contains(Problems((setting, "true")), p => p.StartsWith(setting, StringComparison.Ordinal));

    [Theory]
    [InlineData("Maybe", 1)]
    [InlineData("1", 1)]
    [InlineData("offered", 0)]
    [InlineData("Everybody", 0)]
    [InlineData("", 1)]
    public void SecondFactor_IsOneOfItsRules(string value, int problems) =>
        Assert.Equal(problems, AccountOptions.Problems(Configuration([("Accounts:SecondFactor", value)])).Count());

    [Theory]
    [InlineData("Production", null, SecondFactorRule.Required)]
    [InlineData("Development", null, SecondFactorRule.Offered)]
    [InlineData("Production", "Offered", SecondFactorRule.Offered)]
    [InlineData("Development", "Required", SecondFactorRule.Required)]
    public void SecondFactor_IsRequired_UnlessSomethingElseIsSaid(string environment, string? setting, SecondFactorRule expected)
    {
        var services = new ServiceCollection().AddSecondFactor(
            Configuration(setting is null ? [] : [("Accounts:SecondFactor", setting)]), Mock.Of<IHostEnvironment>(e => e.EnvironmentName == environment));
        using var provider = services.BuildServiceProvider();
        Assert.Equal(expected, provider.GetRequiredService<IOptions<AccountOptions>>().Value.SecondFactor);
    }

    [Theory]
    [InlineData("http://login.example.org", "id", "secret", "OpenIdConnect:Authority")]
    [InlineData("http://127.0.0.1:1", "id", "secret", "OpenIdConnect:Authority")]
    [InlineData("login.example.org", "id", "secret", "OpenIdConnect:Authority")]
    [InlineData("https://login.example.org", "", "secret", "OpenIdConnect:ClientId")]
    [InlineData("https://login.example.org", "id", null, "OpenIdConnect:ClientId")]
    [InlineData("https://login.example.org", "id", "secret", null)]
    [InlineData("", null, null, null)]
    public void Provider_IsWhole_OrNotThere(string authority, string? id, string? secret, string? problem)
    {
        var problems = ProviderOptions.Problems(Configuration([("OpenIdConnect:Authority", authority), ("OpenIdConnect:ClientId", id ?? ""), ("OpenIdConnect:ClientSecret", secret ?? "")]));
        Assert.Equal(problem is null ? [] : [problem], problems.Select(p => p[..(problem?.Length ?? 0)]));
    }

    [Fact]
    public void Production_RefusesACertificateItCannotRead() =>
        Assert.Contains(Problems(("DataProtection:CertificateFile", "/nowhere/keys.pfx")), p => p.StartsWith("DataProtection:CertificateFile cannot be read", StringComparison.Ordinal));

    [Theory]
    [InlineData("MySql", "Server=x", "Database:Provider is 'MySql': enter SqlServer, Postgres or Sqlite.")]
    [InlineData("1", "Server=x", "Database:Provider is '1': enter SqlServer, Postgres or Sqlite.")]
    [InlineData("SqlServer", "", "Database:ConnectionString is missing: Database:Provider SqlServer needs one.")]
    [InlineData("postgres", " ", "Database:ConnectionString is missing: Database:Provider Postgres needs one.")]
    [InlineData("SqlServer", "hunter2;", "Database:ConnectionString cannot be read: it must be a connection string of SqlServer.")]
    [InlineData("Postgres", "Passwort=hunter2", "Database:ConnectionString cannot be read: it must be a connection string of Postgres.")]
    [InlineData("Sqlite", "Path=hunter2", "Database:ConnectionString cannot be read: it must be a connection string of Sqlite.")]
    public void NoDatabase_IsOneSentence(string provider, string connectionString, string problem) =>
        Assert.Equal([problem], StartRules.DatabaseProblems(Configuration([("Database:Provider", provider), ("Database:ConnectionString", connectionString)]), "/srv"));

    [Theory]
    [InlineData("SqlServer", "Server=db;Database=calendarsync;Integrated Security=true")]
    [InlineData("postgres", "Host=db;Database=calendarsync;Username=calendarsync")]
    [InlineData("sqlite", "Data Source=calendarsync.db")]
    [InlineData("", "")]
    public void ADatabase_IsNoProblem(string provider, string connectionString) =>
        Assert.Empty(StartRules.DatabaseProblems(Configuration([("Database:Provider", provider), ("Database:ConnectionString", connectionString)]), "/srv"));

    [Theory]
    [InlineData("prod|1")]
    [InlineData("näyttö")]
    [InlineData("a-name-of-more-than-sixty-four-letters-which-no-stamp-has-any-room-for")]
    public void Production_RefusesAnIdNoStampCanCarry(string id) =>
        Assert.Contains(Problems(("Installation:Id", id)), p => p.StartsWith("Installation:Id is unfit", StringComparison.Ordinal));

    [Fact]
    public void Production_TakesAnId() =>
        Assert.DoesNotContain(Problems(("Installation:Id", "contoso-prod.1")), p => p.StartsWith("Installation:Id", StringComparison.Ordinal));

    [Fact]
    public void Production_TakesNoFileNobodyNamed() =>
        Assert.Contains(Problems(("Database:Provider", "sqlite")), p => p.StartsWith("Database:ConnectionString is missing", StringComparison.Ordinal));

    [Fact]
    public void TheScriptOfHangfireForSqlServer_IsTSql()
    {
        using var script = new StringReader(SqlServerObjectsInstaller.GetInstallScript(JobStorages.Schema, enableHeavyMigrations: false));
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(script, out var errors);
        Assert.Empty(errors);
    }

    [Fact]
    public void ZonesOfThisMachine_Agree() => Assert.Empty(StartRules.ZoneProblems());

    [Fact]
    public async Task Production_Unprepared_StopsWithSentencesAndAnExitCode()
    {
        var (exitCode, output) = await ProductCommand.RunAsync([], ("ASPNETCORE_ENVIRONMENT", "Production"));
        Assert.Equal(1, exitCode);
        Assert.Contains("The service does not start.", output, StringComparison.Ordinal);
        Assert.Contains("Database:ConnectionString is missing", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseThatIsNotThere_IsToldWithoutItsPassword()
    {
        var (exitCode, output) = await ProductCommand.RunAsync([], 
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Database__Provider", "Postgres"),
            ("Database__ConnectionString", "Host=/nowhere;Database=calendarsync;Username=calendarsync;Password=hunter2"));
        Assert.Equal(1, exitCode);
        Assert.Contains("The service does not start. The database cannot be used:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }

    private static List<string> Problems(params (string Key, string Value)[] settings) => [.. StartRules.ProductionProblems(Configuration(settings))];

    private static IConfiguration Configuration((string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build();
}
