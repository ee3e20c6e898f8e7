using Severa.CalendarSync.Sandbox.Faults;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Faults;

/// <summary>One Exchange for all of them; each fault is played once.</summary>
public sealed class FaultStage : IAsyncLifetime
{
    private readonly Dictionary<FaultKind, IReadOnlyList<FaultResult>> _played = [];
    private readonly FaultClock _clock = new();
    private ExchangeHost _host = null!;

    public async Task InitializeAsync() => _host = await ExchangeHost.StartAsync(time: _clock);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    internal async Task<IReadOnlyList<FaultResult>> PlayAsync(FaultKind kind)
    {
        if (!_played.TryGetValue(kind, out var results))
        {
            var all = new List<FaultResult>();
            foreach (var @case in FaultCases.Of(kind))
            {
                all.Add(await new FaultyLife(_host, _clock, @case).PlayAsync());
            }

            _played[kind] = results = all;
        }

        return results;
    }
}

/// <summary>
/// Whatever Exchange does, the mailbox converges when it is over: nothing twice, nothing lost, nothing deleted, the right
/// error told, and few requests wasted meanwhile.
/// </summary>
[Trait("Category", "Faults")]
public sealed class FaultTests(FaultStage stage, ITestOutputHelper output) : IClassFixture<FaultStage>
{
    public static TheoryData<FaultKind> Kinds => [.. InRuns];

    private static IEnumerable<FaultKind> InRuns => Enum.GetValues<FaultKind>().Except(FaultCases.OutsideRuns);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mailbox_converges_after_the_fault_ends(FaultKind kind)
    {
        var results = await stage.PlayAsync(kind);

        Assert.NotEmpty(results);
        Assert.All(results, r => output.WriteLine(r.ToString()));
        Assert.All(results, r => Assert.Equal(r.Case.Error, r.Errors.OfType<int>().Distinct().Cast<int?>().SingleOrDefault()));
        Assert.All(results, r => Assert.InRange(r.Wasted, 0, r.Case.MostWasted * r.Errors.Count));
    }

    [Fact]
    public async Task Table_of_all_faults()
    {
        output.WriteLine(FaultResult.Heading);
        foreach (var kind in InRuns)
        {
            Assert.All(await stage.PlayAsync(kind), r => output.WriteLine(r.ToString()));
        }
    }
}
