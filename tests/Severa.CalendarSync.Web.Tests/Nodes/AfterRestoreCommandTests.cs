using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Restore;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>What <c>after-restore</c> says where it does not get to its end: whether anything is changed.</summary>
public sealed class AfterRestoreCommandTests : IDisposable
{
    private readonly string _journal = Directory.CreateTempSubdirectory("journal-").FullName;
    private readonly AppFactory _app = new();

    public AfterRestoreCommandTests() => _app.Settings["Audit:JournalFolder"] = _journal;

    public void Dispose()
    {
        _app.Dispose();
        Directory.Delete(_journal, recursive: true);
    }

    [Fact]
    public async Task Journal_that_cannot_be_read_ends_it_before_anything_is_changed()
    {
        using var output = new BreakingWriter(at: null);
        await using (new FileStream(Path.Combine(_journal, "audit-2026-01-elsewhere.jsonl"), FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Assert.Equal(1, await RunAsync(output));
        }

        Assert.Contains("The journal of the audit cannot be read", $"{output}", StringComparison.Ordinal);
        Assert.Contains("Nothing is changed.", $"{output}", StringComparison.Ordinal);
        Assert.Equal(SyncMode.Normal, await ModeAsync());
    }

    [Fact]
    public async Task Interrupted_later_it_says_so_and_is_run_again()
    {
        using var output = new BreakingWriter(at: "The journal tells");

        Assert.Equal(3, await RunAsync(output));

        Assert.Contains("Interrupted: The pipe is broken.", $"{output}", StringComparison.Ordinal);
        Assert.Contains("Run after-restore again", $"{output}", StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing is changed", $"{output}", StringComparison.Ordinal);
        Assert.Equal(SyncMode.Stopped, await ModeAsync());
        Assert.Equal(0, await _app.QueryAsync(db => db.Audit.CountAsync(a => a.Action == AuditAction.DatabaseRestored)));

        using var again = new BreakingWriter(at: null);
        Assert.Equal(0, await RunAsync(again));
        Assert.Equal(1, await _app.QueryAsync(db => db.Audit.CountAsync(a => a.Action == AuditAction.DatabaseRestored)));
    }

    private Task<int> RunAsync(TextWriter output)
    {
        _ = _app.Address;
        return new AfterRestoreCommand(_app.Services, output).RunAsync([], CancellationToken.None);
    }

    private Task<SyncMode> ModeAsync() => _app.QueryAsync(db => db.Organizations.Select(o => o.Mode).SingleAsync());

    /// <summary>A console that goes away for one line.</summary>
    private sealed class BreakingWriter(string? at) : StringWriter
    {
        public override Task WriteLineAsync(string? value) => at is not null && value?.StartsWith(at, StringComparison.Ordinal) == true
            ? throw new IOException("The pipe is broken.")
            : base.WriteLineAsync(value);
    }
}
