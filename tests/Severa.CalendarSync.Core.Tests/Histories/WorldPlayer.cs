using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Lets the steps of a story happen.</summary>
internal sealed class WorldPlayer
{
    private readonly World _world;
    private readonly People _people;
    private readonly SeriesPeople _series;
    private readonly Runs _runs;

    public WorldPlayer(World world)
    {
        _world = world;
        _people = new People(world);
        _series = new SeriesPeople(world);
        _runs = new Runs(world, Play);
    }

    /// <summary>Plays a whole story, lets calm return, and checks every invariant.</summary>
    public static void Play(Story story, HistoryStatistics statistics)
    {
        var world = new World(story.Settings, statistics);
        try
        {
            new WorldPlayer(world).Live(story);
        }
        catch (Exception e)
        {
            throw new HistoryException(e, world.Told());
        }
    }

    private void Live(Story story)
    {
        foreach (var step in story.Steps)
        {
            Play(step);
        }

        _world.Statistics.EndHistory();
        new Calm(_world, _runs).Return();
        Invariants.Check(_world);
    }

    public void Play(Step step)
    {
        if (step is not Step.Run)
        {
            _world.Statistics.Count(step);
        }

        if (!_people.Does(step) && !_series.Does(step))
        {
            Happens(step);
        }
    }

    private void Happens(Step step)
    {
        if (step is Step.SwitchOff or Step.MoveMailbox or Step.LoseLedger or Step.Restore or Step.Undo)
        {
            _world.Unusual.Add(_world.Mailbox(WhoIn(step)));
        }

        switch (step)
        {
            case Step.Run run:
                _runs.Play(run);
                break;
            case Step.Pass pass:
                _world.Time.Advance(TimeSpan.FromMinutes(pass.Minutes));
                break;
            case Step.Tick { Type: not TypeOfActivity.Project } tick:
                Tick(People.IdOf(tick.Type));
                break;
            case Step.ClearAway clear:
                _world.Organisation.Mailboxes.ToList().ForEach(m => RemoveCopies(m, l => IsOfUntickedType(m, l, People.IdOf(clear.Type))));
                break;
            case Step.PrivateType choice:
                _world.HadOtherPrivateType |= choice.Type is not (null or TypeOfActivity.Personal);
                _world.Organisation.Policy = _world.Organisation.Policy with { PrivateTypeId = choice.Type is { } type ? People.IdOf(type) : null };
                break;
            case Step.SwitchOff off when _world.Mailbox(off.Who).IsOn:
                SwitchOff(_world.Mailbox(off.Who), off.RemoveCopies);
                break;
            case Step.SwitchOn on when !_world.Mailbox(on.Who).IsOn:
                _world.Mailbox(on.Who).SwitchOn();
                _world.Mailbox(on.Who).Ledger.OnlyDecisions = false;
                break;
            case Step.MoveMailbox move:
                MoveMailbox(_world.Mailbox(move.Who));
                break;
            case Step.Undo or Step.Decide:
                new Decisions(_world).Play(step);
                break;
            default:
                new LedgerTrouble(_world).Play(step);
                break;
        }
    }

    private static int WhoIn(Step step) => step switch
    {
        Step.SwitchOff off => off.Who,
        Step.MoveMailbox move => move.Who,
        Step.LoseLedger lose => lose.Who,
        Step.Restore restore => restore.Who,
        Step.Undo undo => undo.Who,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private void Tick(Guid type)
    {
        _world.Ticked.Add(type);
        var policy = _world.Organisation.Policy;
        _world.Organisation.Policy = policy.WithTicked(type, !policy.Types[type].GoesToOutlook);
    }

    /// <summary>Another folder with other ids: a run recognises it, or its owner proves it then.</summary>
    private static void MoveMailbox(TestMailbox mailbox)
    {
        mailbox.Ledger.PassLease();
        mailbox.Outlook.MoveTo(mailbox.Outlook.Epoch + "'");
    }

    private void SwitchOff(TestMailbox mailbox, bool removeCopies)
    {
        if (removeCopies)
        {
            RemoveCopies(mailbox, _ => true);
            RemoveCopiesUnderWay(mailbox);
            mailbox.Ledger.OnlyDecisions = true;
        }

        mailbox.SwitchOff();
    }

    private void RemoveCopies(TestMailbox mailbox, Func<Link, bool> which)
    {
        var copies = mailbox.Ledger.Links.Values.Where(l => IsCopy(mailbox, l) && which(l)).Select(l => l.Id).ToHashSet();
        mailbox.SetStates(l => copies.Contains(l.Id), l => l with { Decision = LinkDecision.RemoveCopy });
        foreach (var link in mailbox.Ledger.Links.Values.Where(l => copies.Contains(l.Id)))
        {
            var side = link.Origin == Origin.Severa ? Side.Outlook : Side.Severa;
            _world.CopiesRemoved.UnionWith(_world.TagsOf(mailbox, link).Select(tag => (side, tag)));
        }
    }

    private void RemoveCopiesUnderWay(TestMailbox mailbox)
    {
        mailbox.DecideUnderWay(LinkDecision.RemoveCopy);
        foreach (var intent in mailbox.Ledger.OpenIntents.Where(i => i.MakesCopy))
        {
            _world.CopiesRemoved.UnionWith(_world.TagsOf(mailbox, intent.Planned).Select(tag => (intent.Target, tag)));
        }
    }

    private static bool IsOfUntickedType(TestMailbox mailbox, Link link, Guid type) =>
        link is { State: LinkState.Dormant, StateReason: Reason.TypeNotTicked, Origin: Origin.Severa, Decision: LinkDecision.None }
        && mailbox.Severa.Items.Exists(i => i.Key.Equals(link.Activity?.Key) && i.Activity!.TypeId == type);

    private bool IsCopy(TestMailbox mailbox, Link link) =>
        link is { State: LinkState.Active or LinkState.Dormant, Entry: not null, Activity: not null, IsMeeting: false }
        && (link.Origin == Origin.Severa || !_world.Organisation.Mailboxes.Any(m => m != mailbox && m.Ledger.Links.Values.Any(l => link.Activity.Key.Equals(l.Activity?.Key))));
}
