using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>R2 to R5: what the rules make of an item for the other side.</summary>
public sealed class ProjectionTests
{
    private readonly PlanKit _kit = new();

    [Theory]
    [InlineData(0, 0, 0, ItemFields.None)]
    [InlineData(1, 0, 0, ItemFields.Title)]
    [InlineData(0, 1, 0, ItemFields.Place)]
    [InlineData(0, 0, 1, ItemFields.Notes)]
    [InlineData(1, 1, 1, ItemFields.Text)]
    public void A_text_that_is_too_long_is_shortened_and_known_to_be(int title, int place, int notes, ItemFields lossy)
    {
        var traits = _kit.Policy.SeveraTraits;
        var content = PlanKit.Talk with { Title = Text(traits.MaxTitle + title), Place = Text(traits.MaxPlace + place), Notes = Text(traits.MaxNotes + notes) };

        var toSevera = Projection.ToSevera(_kit.Entry with { Content = content }, _kit.Policy);
        var toOutlook = Projection.ToOutlook(_kit.Activity with { Content = content }, _kit.Policy);

        foreach (var projected in new[] { toSevera, toOutlook })
        {
            Assert.Equal(lossy, projected.Lossy);
            Assert.Equal((traits.MaxTitle, traits.MaxPlace, traits.MaxNotes), (projected.Content.Title.Length, projected.Content.Place.Length, projected.Content.Notes.Length));
        }
    }

    [Fact]
    public void Withheld_text_is_not_lossy_whatever_its_length()
    {
        _kit.Policy = _kit.Policy with { PrivateTypeId = null, PrivateWithoutType = PrivateRule.Withhold };
        var entry = _kit.Entry with { Content = new ItemContent { Title = Text(1000), Place = Text(1000), Notes = Text(5000), When = PlanKit.Hour(1), Privacy = Privacy.Private } };

        var projected = Projection.ToSevera(entry, _kit.Policy);

        Assert.True(projected is { IsWithheld: true, Lossy: ItemFields.None });
        Assert.Equal(new ItemContent { Title = _kit.Policy.WithheldTitle, When = PlanKit.Hour(1), ShowAs = projected.Content.ShowAs }, projected.Content);
    }

    [Fact]
    public void An_item_without_a_title_gets_one_and_any_other_keeps_its_own()
    {
        Assert.Equal(_kit.Policy.UntitledTitle, Projection.ToOutlook(_kit.Activity with { Content = PlanKit.Talk with { Title = "" } }, _kit.Policy).Content.Title);
        Assert.Equal("Talk", Projection.ToOutlook(_kit.Activity, _kit.Policy).Content.Title);
    }

    [Theory]
    [InlineData(false, false, ItemFields.None)]
    [InlineData(true, false, ItemFields.Text | ItemFields.Privacy)]
    [InlineData(false, true, ItemFields.Notes)]
    [InlineData(true, true, ItemFields.Text | ItemFields.Privacy)]
    public void Withheld_text_and_notes_with_an_online_meeting_are_never_written_to_Outlook(bool isWithheld, bool hasOnlineMeeting, ItemFields masked) =>
        Assert.Equal(masked, Projection.ToOutlook(_kit.Activity, _kit.Policy, new EntryFacts(HasOnlineMeeting: hasOnlineMeeting), isWithheld).Masked);

    [Theory]
    [InlineData(ItemFields.Notes, ItemFields.None, ItemFields.None)]
    [InlineData(ItemFields.Title, ItemFields.Notes, ItemFields.Title)]
    [InlineData(ItemFields.Title | ItemFields.Notes, ItemFields.Notes, ItemFields.Title)]
    public void What_is_lossy_is_remembered_field_by_field(ItemFields updated, ItemFields old, ItemFields newer)
    {
        var known = LinkBases.Empty with { LossyInSevera = old | ItemFields.Place, LossyInOutlook = old | ItemFields.Place };

        var merged = known.With(updated, LinkBases.Empty with { LossyInSevera = newer, LossyInOutlook = newer });

        var expected = (old & ~updated) | ItemFields.Place | (newer & updated);
        Assert.Equal((expected, expected), (merged.LossyInSevera, merged.LossyInOutlook));
    }

    [Fact]
    public void An_empty_base_agrees_with_nothing()
    {
        var print = _kit.Policy.Fingerprint.Of(new ItemContent { Title = "", When = PlanKit.Hour(1) });

        Assert.All(
            new[] { LinkBases.Empty.Outlook, LinkBases.Empty.OutlookProjected, LinkBases.Empty.Severa, LinkBases.Empty.SeveraProjected },
            b => Assert.Equal(ItemFields.All, print.DifferenceTo(b)));
    }

    [Fact]
    public void Ids_follow_from_what_they_are_for_and_are_version_8()
    {
        var (mailbox, key) = (_kit.Policy.MailboxId, _kit.Entry.Key);
        var first = LinkIds.First(mailbox, Origin.Outlook, key);
        var second = LinkIds.For(mailbox, Origin.Outlook, key, id => id == first);
        Guid[] ids =
        [
            first, second, LinkIds.For(mailbox, Origin.Outlook, key, id => id == first || id == second), LinkIds.First(mailbox, Origin.Severa, key),
            LinkIds.First(Guid.NewGuid(), Origin.Outlook, key), LinkIds.ForUndo(first), LinkIds.ForUndo(second), LinkIds.InPlaceOf(first), LinkIds.InPlaceOf(second),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(first, LinkIds.For(mailbox, Origin.Outlook, key, _ => false));
        Assert.All(ids, id => Assert.Equal((8, true), (id.Version, (id.Variant & 0b1100) == 0b1000)));
    }

    [Fact]
    public void The_slots_of_one_series_are_one_change_and_other_pairs_are_their_own()
    {
        var link = _kit.InSync();
        var slots = Enumerable.Range(0, 2).Select(i => link with { Id = Guid.NewGuid(), Entry = new LinkHalf(ItemKey.Occurrence("a", PlanKit.Now.AddDays(i), "x"), "") }).ToList();
        var other = slots[0] with { Entry = new LinkHalf(ItemKey.Occurrence("b", PlanKit.Now, "x"), "") };

        Assert.Equal(LinkIds.OfChange(slots[0]), LinkIds.OfChange(slots[1]));
        Assert.NotEqual(LinkIds.OfChange(slots[0]), LinkIds.OfChange(other));
        Assert.Equal(link.Id, LinkIds.OfChange(link));
    }

    [Fact]
    public void The_trail_of_writes_keeps_the_last_ones_in_their_order_for_a_day()
    {
        var write = new SyncAction { Kind = SyncActionKind.Update, Target = Side.Severa, Reason = Reason.None, Link = _kit.InSync(), Fields = ItemFields.Title, Content = PlanKit.Talk };
        var print = _kit.Policy.Fingerprint;
        WriteTrail? trail = null;
        for (var i = 0; i < Oscillation.Remembered + 2; i++)
        {
            trail = Oscillation.Extended(trail, write with { Content = PlanKit.Talk with { Title = $"{i}" } }, print, PlanKit.Now);
        }

        Assert.Equal(Oscillation.Remembered, trail!.Hashes.Split(' ').Length);
        var last = Oscillation.Extended(trail, write, print, PlanKit.Now)!.Hashes.Split(' ');
        Assert.Equal(trail.Hashes.Split(' ')[1..], last[..^1]);

        Assert.Same(trail, Oscillation.Extended(trail, write with { Content = null }, print, PlanKit.Now));
        Assert.Same(trail, Oscillation.Extended(trail, write with { Kind = SyncActionKind.Create }, print, PlanKit.Now));
        Assert.Equal(Oscillation.Remembered, Oscillation.Extended(trail, write, print, PlanKit.Now + Oscillation.Memory)!.Hashes.Split(' ').Length);
        Assert.Single(Oscillation.Extended(trail, write, print, PlanKit.Now + Oscillation.Memory + TimeSpan.FromTicks(1))!.Hashes.Split(' '));
    }

    [Theory]
    [InlineData(2, 0, false)]
    [InlineData(3, 0, true)]
    [InlineData(3, 24, true)]
    [InlineData(3, 25, false)]
    public void The_third_time_within_a_day_is_one_too_many(int times, int hoursLater, bool isEndless)
    {
        var write = new SyncAction { Kind = SyncActionKind.Update, Target = Side.Severa, Reason = Reason.None, Link = _kit.InSync(), Fields = ItemFields.Title, Content = PlanKit.Talk };
        WriteTrail? trail = null;
        for (var i = 0; i < times; i++)
        {
            trail = Oscillation.Extended(trail, write, _kit.Policy.Fingerprint, PlanKit.Now);
        }

        Assert.Equal(isEndless, Oscillation.IsEndless(write, trail, _kit.Policy.Fingerprint, PlanKit.Now.AddHours(hoursLater)));
    }

    private static string Text(int length) => new('x', length);
}
