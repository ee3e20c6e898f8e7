using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.TestKit.Databases;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>The same story on the database systems of production, where Hangfire's jobs are in the database too.</summary>
public sealed class WholeStoryOnServersTests(ITestOutputHelper output)
{
    private const ExchangeVersion Version = ExchangeVersion.Exchange2019;

    [Fact]
    public async Task On_PostgreSQL_both_calendars_stay_equal()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        try
        {
            await TellAsync<PostgreSqlStorage>(DatabaseSystem.Postgres, server.ConnectionString(database), _ => Task.CompletedTask);
        }
        finally
        {
            await server.DropDatabaseAsync(database);
        }
    }

    [SqlServerFact]
    public Task On_SQL_Server_both_calendars_stay_equal() => TellAsync<SqlServerStorage>(
        DatabaseSystem.SqlServer, SqlServerToTest.NewDatabase(), app => app.QueryAsync(db => db.Database.EnsureDeletedAsync()));

    private async Task TellAsync<TStorage>(DatabaseSystem system, string connectionString, Func<AppFactory, Task> remove)
        where TStorage : JobStorage
    {
        await using var app = new VersionApp(StoryVersion.Of(Version));
        app.Settings["Database:Provider"] = system.ToString();
        app.Settings["Database:ConnectionString"] = connectionString;
        using var elli = app.Visit();
        using var aino = app.Visit();
        using var story = new WholeStory(app, new AdministratorOverHttp(elli, app), new UserOverHttp(aino, app), output);
        await story.TellAsync();

        Assert.IsType<TStorage>(app.Services.GetRequiredService<JobStorage>());
        Assert.Equal(system, app.Services.GetRequiredService<ChosenDatabase>().System);
        Assert.NotEqual(0, await app.QueryAsync(db => db.Links.CountAsync()));
        await remove(app);
    }
}
