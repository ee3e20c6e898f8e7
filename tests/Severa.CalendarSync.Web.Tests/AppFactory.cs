using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Web.Demo;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>The whole service on a real port and a fresh SQLite file, with the demo organisation unless told otherwise.</summary>
public class AppFactory : WebApplicationFactory<SharedTexts>
{
    public const string Password = DemoPeople.Password;
    public const string Admin = DemoPeople.Administrator;
    public const string Aino = "aino.virtanen@contoso.test";
    public const string Mikael = "mikael.lind@contoso.test";
    public const string Sari = "sari.korhonen@contoso.test";

    private readonly string _folder = Directory.CreateTempSubdirectory("calendarsync-web-").FullName;

    public AppFactory()
    {
        UseKestrel(0);
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(_folder, "test.db")}",
            ["Sandbox:File"] = "",
            ["Limits:GuessesPerMinute"] = "10000",

            // Tests count runs and requests, and ask for them themselves.
            ["Notifications:Enabled"] = "false",
        };
    }

    /// <summary>Change before the first use.</summary>
    public IDictionary<string, string> Settings { get; }

    /// <summary>Where the service listens.</summary>
    public Uri Address
    {
        get
        {
            StartServer();
            return ClientOptions.BaseAddress;
        }
    }

    /// <summary>A visitor with his own cookies who follows no redirect by himself.</summary>
    public Visitor Visit() => new(Address);

    public async Task<Visitor> SignInAsync(string email, string password = Password)
    {
        var visitor = Visit();
        var answer = await visitor.SignInAsync(email, password);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? visitor
            : throw new InvalidOperationException($"Sign-in of {email} answered {answer.StatusCode}.");
    }

    /// <summary>Reads or changes the database directly.</summary>
    public async Task<T> QueryAsync<T>(Func<SyncDbContext, Task<T>> query)
    {
        StartServer();
        await using var db = await Services.GetRequiredService<IDbContextFactory<SyncDbContext>>().CreateDbContextAsync();
        return await query(db);
    }

    public Task<Guid> AccountIdAsync(string email) => QueryAsync(db => db.Users.Where(a => a.Email == email).Select(a => a.Id).SingleAsync());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}

/// <summary>A database nobody has set up, with a known set-up code.</summary>
public sealed class EmptyAppFactory : AppFactory
{
    public const string Code = "set-up code of the tests";

    public EmptyAppFactory()
    {
        Settings["Demo:Enabled"] = "false";
        Settings["Setup:Code"] = Code;
    }
}
