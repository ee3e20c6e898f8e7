using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Severa.CalendarSync.Data.Providers.Postgres;
using Severa.CalendarSync.Data.Providers.Sqlite;
using Severa.CalendarSync.Data.Providers.SqlServer;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>One model for three systems, judged without a database.</summary>
public sealed class SchemaTests
{
    /// <summary>https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server</summary>
    private const int LongestKey = 900;
    private const int LongestIndex = 1700;

    [Theory]
    [InlineData("SqlServer")]
    [InlineData("Postgres")]
    [InlineData("Sqlite")]
    public void No_change_of_the_model_lacks_a_migration(string system)
    {
        using var db = Design(system);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void The_script_for_SQL_Server_is_T_SQL()
    {
        using var db = Design("SqlServer");
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.Empty(ErrorsOf(script));
        Assert.NotEmpty(ErrorsOf(script.Replace("CREATE TABLE", "CREATE A TABLE", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keys_and_indexes_fit_into_SQL_Server()
    {
        using var db = Design("SqlServer");
        foreach (var table in db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables)
        {
            Assert.InRange(BytesOf(table.PrimaryKey!.Columns), 1, LongestKey);
            Assert.All(table.Indexes, index => Assert.InRange(BytesOf(index.Columns), 1, LongestIndex));
        }
    }

    /// <summary>SQL Server refuses such keys: error 1785.</summary>
    [Fact]
    public void No_deletion_reaches_a_table_on_two_ways()
    {
        using var db = Design("SqlServer");
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            var reached = ReachedFrom(table).ToList();
            Assert.Equal(reached.Distinct(StringComparer.Ordinal), reached);
        }
    }

    [Theory]
    [InlineData("SqlServer", "Latin1_General_100_BIN2")]
    [InlineData("Postgres", "C")]
    public void Every_text_is_compared_letter_by_letter(string system, string collation)
    {
        using var db = Design(system);
        var texts = db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.ClrType == typeof(string)).ToList();
        Assert.True(texts.Count > 50);
        Assert.All(texts, text => Assert.Equal(collation, text.GetCollation()));
    }

    [Theory]
    [InlineData("SqlServer")]
    [InlineData("Postgres")]
    [InlineData("Sqlite")]
    public void Every_name_of_an_enum_fits_into_its_column(string system)
    {
        using var db = Design(system);
        var names = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.ClrType.IsEnum && p.GetProviderClrType() == typeof(string)).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, p => Assert.All(Enum.GetNames(p.ClrType), name => Assert.InRange(name.Length, 1, p.GetMaxLength() ?? 0)));
    }

    /// <summary>It takes 2100 parameters: https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server</summary>
    [Fact]
    public void A_long_list_fits_into_one_statement_of_SQL_Server()
    {
        using var db = Design("SqlServer");
        var ids = Enumerable.Range(0, 5000).Select(_ => Guid.NewGuid()).ToHashSet();
        using var command = db.Activities.Where(a => ids.Contains(a.Id)).CreateDbCommand();
        Assert.InRange(command.Parameters.Count, 0, 2100);
        Assert.Empty(ErrorsOf(command.CommandText));
    }

    internal static IList<ParseError> ErrorsOf(string script)
    {
        using var reader = new StringReader(script);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors;
    }

    private static SyncDbContext Design(string system) => system switch
    {
        "SqlServer" => new SqlServerDesignTimeFactory().CreateDbContext([]),
        "Postgres" => new PostgresDesignTimeFactory().CreateDbContext([]),
        _ => new SqliteDesignTimeFactory().CreateDbContext([]),
    };

    private static int BytesOf(IEnumerable<IColumnBase> columns) => columns.Sum(c => c.PropertyMappings[0].Property switch
    {
        { ClrType: var type } property when type == typeof(string) || property.GetProviderClrType() == typeof(string) => 2 * (property.GetMaxLength() ?? LongestIndex),
        _ => 16,
    });

    private static IEnumerable<string> ReachedFrom(ITable table) => table.ReferencingForeignKeyConstraints
        .Where(key => key.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull)
        .SelectMany(key => ReachedFrom((ITable)key.Table).Prepend(key.Table.Name));
}
