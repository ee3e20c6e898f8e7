using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Crashes;

/// <summary>What a run has to do when it is killed or overtaken.</summary>
internal static class Scenarios
{
    private static readonly Dictionary<string, Action<ScenarioWorld>> Changes = new(StringComparer.Ordinal)
    {
        ["first run"] = w => w.Anna.Ledger.Lose(),
        ["edits"] = w =>
        {
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Title = "Entry 0 edited" });
            Edit(w.Anna, Side.Severa, "Activity 0", c => c with { Notes = "edited" });
        },
        ["deletions"] = w =>
        {
            Delete(w.Anna, Side.Outlook, "Entry 0");
            Delete(w.Anna, Side.Severa, "Activity 0");
        },
        ["edit beats delete"] = w =>
        {
            Delete(w.Anna, Side.Outlook, "Activity 0");
            Edit(w.Anna, Side.Severa, "Activity 0", c => c with { Title = "Activity 0 edited" });
        },
        ["conflict"] = w =>
        {
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Title = "outlook", Place = "Turku" });
            Edit(w.Anna, Side.Severa, "Entry 0", c => c with { Title = "severa", Notes = "n" });
        },
        ["series"] = ChangeSeries,
        ["lost answers"] = w =>
        {
            var calls = 0;
            w.Anna.Outlook.NextFault = w.Anna.Severa.NextFault = name => name is "create" or "update" && calls++ == 0 ? Fault.AnswerLost : Fault.None;
            w.Anna.Severa.UserAdds(w.At("New activity", 3));
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Title = "Entry 0 edited" });
        },
        ["participants"] = Share,
        ["meeting dismissed"] = w => Delete(w.Anna, Side.Severa, "Meeting"),
        ["withheld"] = w =>
        {
            w.Organisation.Policy = w.Organisation.Policy with { PrivateTypeId = null };
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Privacy = Privacy.Private });
        },
        ["set back"] = w => Edit(w.Anna, Side.Severa, "Meeting", c => c with { Title = "Mine now", Notes = "mine" }),
        ["refused"] = w =>
        {
            w.Anna.Outlook.Refuses = _ => true;
            Edit(w.Anna, Side.Severa, "Activity 0", c => c with { Title = "Refused" });
        },
        ["moved mailbox"] = w =>
        {
            w.Anna.Outlook.MoveTo("another folder");
            w.Anna.Ledger.Epoch = "another folder";
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Title = "Entry 0 edited" });
        },
        ["brake holds"] = DeleteMany,
        ["brake releases"] = w => Decide(w, LinkDecision.Release),
        ["brake discards"] = w => Decide(w, LinkDecision.Discard),
        ["undo of a create"] = w => Undo(w, SyncActionKind.Create, "Entry 0"),
        ["undo of an update"] = w =>
        {
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Notes = "first" });
            w.Settle();
            Undo(w, SyncActionKind.Update, "Entry 0");
        },
        ["undo of a delete"] = w =>
        {
            Delete(w.Anna, Side.Outlook, "Entry 0");
            w.Settle();
            Undo(w, SyncActionKind.Delete, "Entry 0");
        },
        ["came and went"] = w =>
        {
            w.Anna.Severa.UserAdds(w.At("Second thoughts", 4));
            w.Run(w.Anna);
            Delete(w.Anna, Side.Outlook, "Second thoughts");
        },
        ["removed copies"] = w =>
        {
            Tick(w, false);
            w.Settle();
            w.Anna.SetStates(l => l.StateReason == Reason.TypeNotTicked, l => l with { Decision = LinkDecision.RemoveCopy });
            w.Afterwards = () =>
            {
                w.Settle();
                Tick(w, true);
            };
        },
        ["off and on again"] = w =>
        {
            w.Anna.SwitchOff();
            w.Anna.SetStates(l => !l.IsMeeting, l => l with { Decision = LinkDecision.RemoveCopy });
            w.Anna.Ledger.OnlyDecisions = true;
            w.Afterwards = () =>
            {
                w.Anna.SwitchOn();
                w.Anna.Ledger.OnlyDecisions = false;
            };
        },
        ["off while copies are made"] = w =>
        {
            w.Anna.Severa.UserAdds(w.At("New activity", 3));
            w.Anna.Outlook.UserAdds(w.At("New entry", 4));
            w.Anna.Outlook.NextFault = w.Anna.Severa.NextFault = name => name == "create" ? Fault.AnswerLost : Fault.None;
            w.Run(w.Anna);
            w.Calm();
            w.Anna.DecideUnderWay(LinkDecision.RemoveCopy);
            w.Anna.SwitchOff();
            w.Anna.Ledger.OnlyDecisions = true;
            w.Organisation.Time.Advance(TimeSpan.FromMinutes(10));
            w.Afterwards = () =>
            {
                w.Settle();
                Assert.Single(w.Shown(), s => s.Contains("New activity", StringComparison.Ordinal));
                Assert.Single(w.Shown(), s => s.Contains("New entry", StringComparison.Ordinal));
                Assert.All(w.Anna.Ledger.Links.Values, l => Assert.NotEqual(LinkState.Active, l.State));
            };
        },
        ["agreed preview"] = w =>
        {
            w.Anna.Severa.UserAdds(w.At("New activity", 3));
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Title = "Entry 0 edited" });
            Delete(w.Anna, Side.Outlook, "Entry 1");
            w.Anna.Ledger.Agree(w.Preview(w.Anna).Fingerprint);
        },
        ["lost ledger"] = w =>
        {
            Edit(w.Anna, Side.Outlook, "Entry 0", c => c with { Notes = "edited" });
            w.Anna.Ledger.Lose();
        },
    };

    private static readonly Lazy<ScenarioWorld> Calendar = new(() => InSync(New()));
    private static readonly Lazy<ScenarioWorld> SmallCalendar = new(() => InSync(NewPlain(1)));

    public static IEnumerable<string> All => Changes.Keys;

    /// <summary>Three entries, three activities, a meeting and a series, all in sync; then the change of the scenario.</summary>
    public static ScenarioWorld Prepare(string scenario) => After(scenario, scenario == "first run" ? New() : Calendar.Value.Copy());

    /// <summary>One entry and one activity only, where every pair of steps is tried.</summary>
    public static ScenarioWorld PrepareSmall(string scenario) => After(scenario, SmallCalendar.Value.Copy());

    private static ScenarioWorld After(string scenario, ScenarioWorld world)
    {
        Changes[scenario](world);
        return world;
    }

    private static ScenarioWorld InSync(ScenarioWorld world)
    {
        world.Settle();
        return world;
    }

    private static ScenarioWorld New()
    {
        var world = NewPlain(3);
        world.Anna.Outlook.UserAdds(world.At("Meeting", 11), new EntryFacts(HasAttendees: true));
        for (var week = 0; week < 3; week++)
        {
            var slot = world.At("Weekly", 2 + (7 * week));
            world.Anna.Outlook.UserAdds(slot, series: "s", originalStart: slot.When.Start);
        }

        return world;
    }

    private static ScenarioWorld NewPlain(int count)
    {
        var world = new ScenarioWorld();
        for (var i = 0; i < count; i++)
        {
            world.Anna.Outlook.UserAdds(world.At($"Entry {i}", 1 + i));
            world.Anna.Severa.UserAdds(world.At($"Activity {i}", 6 + i));
        }

        return world;
    }

    private static void ChangeSeries(ScenarioWorld world)
    {
        var slots = world.Anna.Outlook.Visible.Where(i => i.Series is not null).ToList();
        foreach (var slot in slots)
        {
            slot.OriginalStart = slot.OriginalStart!.Value.AddHours(1);
            world.Anna.Outlook.UserChanges(slot, c => c with { When = When.Timed(c.When.Start.AddHours(1), c.When.End.AddHours(1)) });
        }

        world.Anna.Outlook.UserDeletes(slots[1]);
    }

    /// <summary>One new activity with a guest, one whose guest leaves, one that the guest edits.</summary>
    private static void Share(ScenarioWorld world)
    {
        foreach (var title in new[] { "Activity 1", "Activity 2" })
        {
            world.Anna.Severa.UserInvites(Item(world.Anna, Side.Severa, title), world.Ben.Id);
        }

        world.Settle();
        world.Anna.Severa.UserInvites(world.Anna.Severa.UserAdds(world.At("Workshop", 5)), world.Ben.Id);
        Delete(world.Ben, Side.Outlook, "Activity 1");
        Edit(world.Ben, Side.Outlook, "Activity 2", c => c with { Place = "Room 2" });
    }

    private static void DeleteMany(ScenarioWorld world)
    {
        world.Organisation.Policy = world.Organisation.Policy with { Brake = new BrakeLimits { Deletions = 1, DeletionShare = 0 } };
        for (var i = 0; i < 3; i++)
        {
            Delete(world.Anna, Side.Outlook, $"Entry {i}");
        }
    }

    private static void Decide(ScenarioWorld world, LinkDecision decision)
    {
        DeleteMany(world);
        world.Settle();
        world.Anna.SetStates(l => l.State == LinkState.Held, l => l with { Decision = decision });
    }

    private static void Undo(ScenarioWorld world, SyncActionKind kind, string title)
    {
        var told = world.Anna.Ledger.History.Last(h => h.Kind == kind && h.Title == title);
        world.Anna.Ledger.RequestUndo(told, world.Organisation.NextId());
    }

    private static void Tick(ScenarioWorld world, bool isTicked) =>
        world.Organisation.Policy = world.Organisation.Policy.WithTicked(TestWorld.Meeting, isTicked);

    private static StoredItem Item(TestMailbox mailbox, Side side, string title) => mailbox[side].Visible.Single(i => i.Content.Title == title);

    private static void Edit(TestMailbox mailbox, Side side, string title, Func<ItemContent, ItemContent> change) =>
        mailbox[side].UserChanges(Item(mailbox, side, title), change);

    private static void Delete(TestMailbox mailbox, Side side, string title) => mailbox[side].UserDeletes(Item(mailbox, side, title));
}
