using Npgsql;
using Severa.CalendarSync.TestKit.Databases;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>An owner of the database migrates it; the service itself works with a login that may not change tables.</summary>
[Trait("Category", "Nodes")]
public sealed class MigrateCommandTests
{
    [Fact]
    public async Task The_service_starts_on_a_migrated_database_with_a_login_that_owns_nothing()
    {
        var server = await PostgresServer.SharedAsync();
        var name = await server.CreateDatabaseAsync();
        var (owner, service) = (server.ConnectionString(name), $"service_{name}");
        try
        {
            await ExecuteAsync(owner, $"CREATE ROLE {service} LOGIN");
            var (refused, sentence) = await ProductCommand.RunAsync([], Settings(Login(owner, service)));
            Assert.Equal(1, refused);
            Assert.Contains("The service does not start. The tables of the database are those of an earlier version. Run the command migrate", sentence, StringComparison.Ordinal);

            var (made, first) = await ProductCommand.RunAsync(["migrate", $"--Database:ConnectionString={owner}"], Settings(Login(owner, service)));
            Assert.Equal((0, true), (made, first.Contains("migrations applied.", StringComparison.Ordinal)));
            var (again, second) = await ProductCommand.RunAsync(["migrate"], Settings(owner));
            Assert.Equal((0, true), (again, second.Contains("The database is up to date.", StringComparison.Ordinal)));

            await ExecuteAsync(owner, $"""
                GRANT USAGE ON SCHEMA public, hangfire TO {service};
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, hangfire TO {service};
                GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, hangfire TO {service};
                """);
            await using var node = new DotnetProcess("Severa.CalendarSync.Web", "/health/ready", Settings(Login(owner, service)).ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));
            await node.StartAsync();
            Assert.DoesNotContain(" ERR]", node.Output, StringComparison.Ordinal);
            Assert.Equal(0, await node.StopAsync());
        }
        finally
        {
            await server.DropDatabaseAsync(name);
        }
    }

    private static (string Name, string Value)[] Settings(string connectionString) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("Demo__Enabled", "false"),
        ("Sandbox__Enabled", "false"),
        ("Database__Provider", "Postgres"),
        ("Database__ConnectionString", connectionString),
        ("Database__MigrateAtStart", "false"),
    ];

    private static string Login(string connectionString, string name) => new NpgsqlConnectionStringBuilder(connectionString) { Username = name }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
