using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Tests.Story;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>
/// Whatever Exchange does, whom it concerns reads the right sentence on the right page, in his language, with the next step, who can
/// take it and when it is tried again; nobody else reads anything, and when it is over all pages are calm and both calendars equal.
/// </summary>
[Collection(StoryCollection.Name)]
[Trait("Category", "FaultPages")]
public sealed class FaultsOnPagesTests(FaultStage stage, ITestOutputHelper output) : IClassFixture<FaultStage>
{
    /// <summary>Runs meet every fault but one: a lost subscription is a matter of listening.</summary>
    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>().Except([FaultKind.SubscriptionLost])];

    [Fact]
    public void Every_fault_has_its_row() => Assert.Equal(Enum.GetValues<FaultKind>().Order(), FaultRows.All.Select(row => row.Kind).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Right_sentence_on_the_right_page(FaultKind kind) => output.WriteLine((await stage.PlayAsync(kind)).ToString());

    [Fact]
    public async Task Table_of_all_faults_on_pages()
    {
        output.WriteLine(FaultStory.Heading);
        foreach (var row in FaultRows.All.Where(row => row.Kind != FaultKind.SubscriptionLost))
        {
            output.WriteLine((await stage.PlayAsync(row.Kind)).ToString());
        }
    }
}
