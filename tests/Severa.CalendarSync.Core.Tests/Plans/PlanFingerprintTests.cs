using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>Two fingerprints by which the service knows that something has moved: that of a plan, and that of the rules.</summary>
public sealed class PlanFingerprintTests
{
    private readonly PlanKit _kit = new();

    public static TheoryData<string, Func<SyncAction, SyncAction>> Differences => new()
    {
        { "kind", a => a with { Kind = SyncActionKind.SetBack } },
        { "side", a => a with { Target = Side.Outlook } },
        { "pair", a => a with { Link = a.Link with { Id = Guid.Empty } } },
        { "fields", a => a with { Fields = ItemFields.Title } },
        { "type", a => a with { TypeId = TestWorld.Personal } },
        { "version of the entry", a => a with { Link = a.Link with { Entry = a.Link.Entry!.Unread() } } },
        { "id of the activity", a => a with { Link = a.Link with { Activity = new LinkHalf(ItemKey.Of("other"), "1") } } },
        { "no activity", a => a with { Link = a.Link with { Activity = null } } },
        { "what is written", a => a with { Content = a.Content! with { Title = "Run" } } },
        { "nothing written", a => a with { Content = null } },
    };

    public static TheoryData<string, Func<SyncPolicy, SyncPolicy>> Rules => new()
    {
        { "zone", p => p with { Zone = TimeZoneInfo.Utc } },
        { "default type", p => p with { DefaultTypeId = TestWorld.Holiday } },
        { "private type", p => p with { PrivateTypeId = null } },
        { "private rule", p => p with { PrivateWithoutType = PrivateRule.Copy } },
        { "withheld title", p => p with { WithheldTitle = "Busy" } },
        { "untitled", p => p with { UntitledTitle = "-" } },
        { "winner", p => p with { Winner = ConflictWinner.Severa } },
        { "budget", p => p with { MaxOccurrences = 7 } },
        { "ticked types", p => p with { Types = p.Types.Values.Select(t => t with { GoesToOutlook = true }).ToDictionary(t => t.Id) } },
        { "categories", p => p with { Types = p.Types.Values.Select(t => t with { Category = ActivityCategory.ToDo }).ToDictionary(t => t.Id) } },
        { "types", p => p with { Types = p.Types.Values.Skip(1).ToDictionary(t => t.Id) } },
    };

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public void A_plan_that_does_something_else_has_another(string what, Func<SyncAction, SyncAction> change)
    {
        Assert.True(PlanFingerprint.Of([Write()]) != PlanFingerprint.Of([change(Write())]), what);
    }

    [Fact]
    public void The_order_and_the_words_of_a_plan_do_not_matter()
    {
        var other = Write() with { Link = Write().Link with { Id = Guid.Empty } };

        Assert.Equal(PlanFingerprint.Of([Write(), other]), PlanFingerprint.Of([other with { Title = "told otherwise" }, Write() with { Reason = Reason.RulesChanged }]));
    }

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public void Rules_that_may_write_something_else_have_another(string what, Func<SyncPolicy, SyncPolicy> change)
    {
        Assert.True(_kit.Policy.Hash != change(_kit.Policy).Hash, what);
    }

    [Fact]
    public void The_order_of_the_types_does_not_matter() =>
        Assert.Equal(_kit.Policy.Hash, (_kit.Policy with { Types = _kit.Policy.Types.Values.Reverse().ToDictionary(t => t.Id) }).Hash);

    private static SyncAction Write()
    {
        var link = new PlanKit().InSync();
        var kit = new PlanKit();
        kit.UserEditsEntry(c => c with { Title = "Walk", Place = "Oulu" });
        return Assert.Single(kit.Plan(link));
    }
}
