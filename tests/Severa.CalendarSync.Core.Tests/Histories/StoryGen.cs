using CsCheck;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Random stories.</summary>
internal static class StoryGen
{
    private static readonly Gen<int> Who = Gen.Int[0, 2];
    private static readonly Gen<int> Pick = Gen.Int[0, 11];
    private static readonly Gen<Side> AnySide = Gen.OneOf(Side.Outlook, Side.Severa);
    private static readonly Gen<Writing> Writing = Gen.Frequency(
        (6, Gen.Const(Histories.Writing.Plain)), (1, Gen.Const(Histories.Writing.BlanksAround)), (1, Gen.Const(Histories.Writing.SeveralLines)),
        (1, Gen.Const(Histories.Writing.Long)), (1, Gen.Const(Histories.Writing.Empty)));

    private static readonly Gen<TypeOfActivity> AnyType = Gen.Frequency(
        (6, Gen.Const(TypeOfActivity.Meeting)), (1, Gen.Const(TypeOfActivity.Personal)), (1, Gen.Const(TypeOfActivity.Project)),
        (1, Gen.Const(TypeOfActivity.ToDo)), (1, Gen.Const(TypeOfActivity.Holiday)));

    private static readonly Gen<Moment> At = Gen.Select(Gen.Int[-8, 24], Gen.Int[0, 95], Gen.Int[0, 8], Gen.Int[0, 7])
        .Select((day, quarter, length, kind) => new Moment(day, quarter, length, kind == 0));

    private static readonly Gen<Step> Edit = Gen.Frequency(
        (9, Steps(Gen.Select(Who, At, Gen.Frequency((6, Gen.Const(EntryKind.Plain)), (2, Gen.Const(EntryKind.Private)), (1, Gen.Const(EntryKind.Meeting)), (1, Gen.Const(EntryKind.OnlineMeeting))), Writing)
            .Select((who, at, kind, writing) => new Step.AddEntry(who, at, kind, writing)))),
        (3, Steps(Gen.Select(Who, At, Gen.Int[2, 4], Gen.Int[0, 4]).Select((who, at, weeks, kind) => new Step.AddSeries(who, at, weeks, kind == 0)))),
        (8, Steps(Gen.Select(Who, At, AnyType, Gen.Int[0, 7], Gen.Int[0, 9], Writing)
            .Select((who, at, type, guests, business, writing) => new Step.AddActivity(who, at, type, guests, business == 0, writing)))),
        (10, Steps(Gen.Select(Who, AnySide, Pick, Gen.OneOf(ItemFields.Title, ItemFields.Place, ItemFields.Notes), Writing)
            .Select((who, side, pick, field, writing) => new Step.Write(who, side, pick, field, writing)))),
        (5, Steps(Gen.Select(Who, AnySide, Pick, At).Select((who, side, pick, to) => new Step.Move(who, side, pick, to)))),
        (2, Steps(Gen.Select(Who, Pick, Gen.OneOf(Privacy.Normal, Privacy.Private)).Select((who, pick, privacy) => new Step.SetPrivacy(who, pick, privacy)))),
        (2, Steps(Gen.Select(Who, Pick, AnyType).Select((who, pick, type) => new Step.ChangeType(who, pick, type)))),
        (5, Steps(Gen.Select(Who, AnySide, Pick).Select((who, side, pick) => new Step.Delete(who, side, pick)))),
        (3, Steps(Gen.Select(Who, AnySide).Select((who, side) => new Step.SecondThoughts(who, side)))),
        (2, Steps(Gen.Select(Who, Pick).Select((who, pick) => new Step.MoveAway(who, pick)))),
        (2, Steps(Gen.Select(Who, Pick).Select((who, pick) => new Step.Copy(who, pick)))),
        (1, Steps(Gen.Select(Who, AnySide, Pick).Select((who, side, pick) => new Step.Touch(who, side, pick)))),
        (1, Steps(Gen.Select(Who, Pick).Select((who, pick) => new Step.Damage(who, pick)))),
        (1, Steps(Gen.Select(Who, Pick, Gen.Bool, Gen.Bool).Select((who, pick, cancelled, declined) => new Step.Answer(who, pick, cancelled, declined)))),
        (1, Steps(Gen.Select(Who, Pick).Select((who, pick) => new Step.InviteToEntry(who, pick)))),
        (2, Steps(Gen.Select(Who, Pick, Who, Gen.Bool).Select((who, pick, person, leaves) => new Step.Guest(who, pick, person, leaves)))),
        (2, Steps(Gen.Select(Who, Pick, Gen.Int[-3, 3]).Select((who, pick, hours) => new Step.MoveSeries(who, pick, hours)))),
        (1, Steps(Gen.Select(Who, Pick, Gen.Int[-2, 2]).Select((who, pick, days) => new Step.ChangePattern(who, pick, days)))),
        (1, Steps(Gen.Select(Who, Pick, Gen.Int[1, 2]).Select((who, pick, after) => new Step.SplitSeries(who, pick, after)))));

    private static readonly Gen<Step> Change = Gen.Frequency(
        (6, Steps(Gen.Frequency((4, Gen.Int[1, 90]), (1, Gen.Int[600, 6000])).Select(minutes => new Step.Pass(minutes)))),
        (2, Steps(AnyType.Select(type => new Step.Tick(type)))),
        (1, Steps(AnyType.Select(type => new Step.ClearAway(type)))),
        (1, Steps(Gen.OneOf<TypeOfActivity?>(null, TypeOfActivity.Personal, TypeOfActivity.Holiday).Select(type => new Step.PrivateType(type)))),
        (1, Steps(Gen.Select(Who, Gen.Int[0, 3]).Select((who, remove) => new Step.SwitchOff(who, remove == 0)))),
        (2, Steps(Who.Select(who => new Step.SwitchOn(who)))),
        (1, Steps(Who.Select(who => new Step.MoveMailbox(who)))),
        (1, Steps(Who.Select(who => new Step.LoseLedger(who)))),
        (1, Steps(Who.Select(who => new Step.Backup(who)))),
        (1, Steps(Who.Select(who => new Step.Restore(who)))),
        (2, Steps(Gen.Select(Who, Pick).Select((who, pick) => new Step.Undo(who, pick)))),
        (2, Steps(Gen.Select(Who, Pick, Gen.Bool).Select((who, pick, release) => new Step.Decide(who, pick, release)))));

    private static readonly Gen<Trouble?> Trouble = Gen.Select(
        Gen.Frequency((3, Gen.Const(Fault.None)), (2, Gen.Enum<Fault>())), Gen.Int[1, 8], Gen.Int[-3, 3], Gen.Int[1, 40])
        .Select(Trouble? (fault, call, how, kill) => fault == Fault.None && how < 0 ? null
            : how < 0 ? new Trouble(fault, call, 0) : how < 2 ? new Trouble(fault, call, 1 + (kill % 7), IsInWrite: true) : new Trouble(fault, call, kill));

    private static readonly Gen<Step> PlainRun = Gen.Select(Who, Gen.Bool, Trouble).Select(Step (who, full, trouble) => new Step.Run(who, full, trouble, false, []));

    private static readonly Gen<Meanwhile> Meanwhile = Gen.Select(Gen.Int[1, 25], Gen.Frequency((6, Edit), (2, PlainRun), (1, Change)))
        .Select((at, happens) => new Meanwhile(at, happens));

    private static readonly Gen<Step> Run = Gen.Select(
        Who, Gen.Int[0, 3], Trouble, Gen.Int[0, 5], Gen.Frequency((3, Meanwhile.Array[0, 0]), (2, Meanwhile.Array[1, 3])))
        .Select(Step (who, full, trouble, preview, meanwhile) => new Step.Run(who, full == 0, trouble, preview == 0, meanwhile));

    private static readonly Gen<Settings> AnySettings = Gen.Select(
        Gen.Frequency((2, Gen.Const(1)), (2, Gen.Const(2)), (1, Gen.Const(3))), Gen.Enum<Season>(), Gen.Enum<ConflictWinner>(), Gen.Enum<PrivateRule>(), Gen.Int[0, 1023], Gen.Int[-24, 24], Gen.Int)
        .Select((mailboxes, season, winner, rule, bits, ahead, decisions) => new Settings
        {
            Mailboxes = mailboxes,
            Season = season,
            Winner = winner,
            PrivateRule = rule,
            HasPersonalType = bits % 4 != 0,
            HasBrake = bits / 4 % 4 == 0,
            IsSeveraShort = bits / 16 % 4 == 0,
            Rewrites = bits / 64 % 2 == 0,
            OutlookHoursAhead = bits / 128 % 2 == 0 ? ahead : 0,
            IsBudgetShort = bits / 256 % 4 == 0,
            Decisions = decisions,
        });

    public static readonly Gen<Story> Any = Gen.Select(AnySettings, Gen.Frequency((5, Edit), (3, Run), (2, Change)).Array[4, 40])
        .Select((settings, steps) => new Story(settings, steps));

    private static Gen<Step> Steps<T>(Gen<T> gen)
        where T : Step => gen.Select(Step (s) => s);
}
