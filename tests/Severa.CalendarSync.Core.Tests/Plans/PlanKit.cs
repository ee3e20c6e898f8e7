using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Plans;

/// <summary>One pair in sync and what a run reads of it: for tests of the plan itself, action by action.</summary>
internal sealed class PlanKit
{
    public const string Folder = "folder-1";

    public static readonly DateTimeOffset Now = new TestWorld().Time.Start;
    public static readonly Guid PairId = new(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 7]);

    public SyncPolicy Policy { get; set; } = new TestWorld().Policy;

    public SyncWindow Window { get; set; } = new TestWorld().Window;

    public static ItemContent Talk { get; } = new() { Title = "Talk", When = Hour(1), Place = "Turku", Notes = "bring the plan" };

    public CalendarItem Entry { get; set; } = new()
    {
        Key = ItemKey.Of("entry"), Version = "1", Content = Talk, ModifiedAt = Now.AddHours(-1), Uid = "uid", Entry = EntryFacts.Plain,
    };

    public CalendarItem Activity { get; set; } = new()
    {
        Key = ItemKey.Of("activity"), Version = "1", Content = Talk, ModifiedAt = Now.AddHours(-1), Activity = new ActivityFacts(TestWorld.Meeting),
    };

    /// <summary>An hour, so many days from now.</summary>
    public static When Hour(double days) => When.Timed(Now.AddDays(days), Now.AddDays(days).AddHours(1));

    /// <summary>The two as they are now, in sync.</summary>
    public Link InSync() => new()
    {
        Id = PairId,
        Origin = Origin.Outlook,
        Entry = new LinkHalf(Entry.Key, Entry.Version),
        Activity = new LinkHalf(Activity.Key, Activity.Version),
        Base = LinkBases.Of(Entry, Activity, Policy),
        Epoch = Folder,
        Uid = Entry.Uid,
        EndsAt = Entry.Content.When.End,
        IsWithheld = Projection.ToSevera(Entry, Policy, Activity.Activity).IsWithheld,
        IsMeeting = Entry.Entry is { HasAttendees: true },
    };

    public void UserEditsEntry(Func<ItemContent, ItemContent> change) => Entry = Entry with { Content = change(Entry.Content), Version = "2", ModifiedAt = Now };

    public void UserEditsActivity(Func<ItemContent, ItemContent> change) =>
        Activity = Activity with { Content = change(Activity.Content), Version = "2", ModifiedAt = Now };

    /// <summary>A full reading of both sides, with every content; what it does not show is gone when it is looked up.</summary>
    public PlanInput Reads(IReadOnlyList<Link> links, IReadOnlyList<CalendarItem>? entries = null, IReadOnlyList<CalendarItem>? activities = null, string folder = Folder) => new()
    {
        Outlook = View(Side.Outlook, entries ?? [Entry], links, folder),
        Severa = View(Side.Severa, activities ?? [Activity], links, ""),
        Links = links,
        Policy = Policy,
        Window = Window,
        Now = Now,
    };

    /// <summary>The same readings, and what the side says of one key when it is asked.</summary>
    public PlanInput Asked(PlanInput input, Side side, ItemKey key, Sighting answer)
    {
        var reading = new SideReading.Full(Window, [.. input.View(side).Items.Select(i => new Seen.Fresh(i))]) { Cursor = "", Epoch = input.View(side).Epoch };
        var view = new SideView(side, reading, new Dictionary<ItemKey, Sighting> { [key] = answer });
        return side == Side.Outlook ? input with { Outlook = view } : input with { Severa = view };
    }

    public IReadOnlyList<SyncAction> Plan(params Link[] links) => Final(Reads(links));

    /// <summary>The plan has no more questions.</summary>
    public static IReadOnlyList<SyncAction> Final(PlanInput input)
    {
        var plan = Reconciler.Plan(input);
        Assert.Empty(plan.Suspects);
        return plan.Actions;
    }

    private SideView View(Side side, IReadOnlyList<CalendarItem> items, IReadOnlyList<Link> links, string folder)
    {
        var reading = new SideReading.Full(Window, [.. items.Select(i => new Seen.Fresh(i))]) { Cursor = "", Epoch = folder };
        var gone = links.Select(l => l.Half(side)?.Key).OfType<ItemKey>().Except(items.Select(i => i.Key));
        return new SideView(side, reading, gone.ToDictionary(k => k, _ => (Sighting)new Sighting.Gone()));
    }
}
