using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>Test connection at a console.</summary>
public sealed class CheckConnectionCommandTests(AppFactory app) : IClassFixture<AppFactory>, IAsyncLifetime
{
    public Task InitializeAsync() => app.ResetConnectionAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Everybody_IsChecked_StepByStep()
    {
        var (code, lines) = await RunAsync("--all");

        Assert.Equal(1, code);
        Assert.Equal(6, lines.SkipWhile(l => !l.StartsWith("Aino Virtanen", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.StartsWith("  ok", StringComparison.Ordinal)).Count());

        // The administrator of the demo has no mailbox.
        Assert.Contains(lines, l => l.Contains("E13 ErrorNonExistentMailbox", StringComparison.Ordinal));
        Assert.Equal("3 passed, 1 failed", lines[^1]);
    }

    [Fact]
    public async Task NobodyInParticular_EndsAfterTheVersion()
    {
        var (code, lines) = await RunAsync("--Exchange:WireLog=Off");

        Assert.Equal(0, code);
        Assert.Equal(4, lines.Count(l => l.StartsWith("  ok", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stranger_IsNotLookedAt()
    {
        var (code, lines) = await RunAsync("ceo@contoso.test");

        Assert.Equal(2, code);
        Assert.Contains("no active user here has this address", Assert.Single(lines), StringComparison.Ordinal);
    }

    private async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        var code = await new CheckConnectionCommand(app.Services, output).RunAsync(arguments, CancellationToken.None);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
