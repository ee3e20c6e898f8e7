using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>One thing that happens. <c>Who</c> is a mailbox, <c>Pick</c> chooses among what is there, both counted around.</summary>
internal abstract record Step
{
    // People edit.
    public sealed record AddEntry(int Who, Moment At, EntryKind Kind, Writing Writing) : Step;

    public sealed record AddSeries(int Who, Moment At, int Weeks, bool IsMeeting) : Step;

    public sealed record AddActivity(int Who, Moment At, TypeOfActivity Type, int Guests, bool HasBusinessData, Writing Writing) : Step;

    public sealed record Write(int Who, Side Side, int Pick, ItemFields Field, Writing Writing) : Step;

    public sealed record Move(int Who, Side Side, int Pick, Moment To) : Step;

    public sealed record SetPrivacy(int Who, int Pick, Privacy Privacy) : Step;

    public sealed record ChangeType(int Who, int Pick, TypeOfActivity Type) : Step;

    public sealed record Delete(int Who, Side Side, int Pick) : Step;

    /// <summary>Deletes what the service made last in that calendar.</summary>
    public sealed record SecondThoughts(int Who, Side Side) : Step;

    public sealed record MoveAway(int Who, int Pick) : Step;

    public sealed record Copy(int Who, int Pick) : Step;

    public sealed record Touch(int Who, Side Side, int Pick) : Step;

    public sealed record Damage(int Who, int Pick) : Step;

    /// <summary>The organiser cancels, or the user declines, or takes that back.</summary>
    public sealed record Answer(int Who, int Pick, bool IsCancelled, bool IsDeclined) : Step;

    public sealed record InviteToEntry(int Who, int Pick) : Step;

    public sealed record Guest(int Who, int Pick, int Person, bool Leaves) : Step;

    // Series.
    public sealed record MoveSeries(int Who, int Pick, int Hours) : Step;

    public sealed record ChangePattern(int Who, int Pick, int Days) : Step;

    public sealed record SplitSeries(int Who, int Pick, int After) : Step;

    // Settings and time.
    public sealed record Pass(int Minutes) : Step;

    public sealed record Tick(TypeOfActivity Type) : Step;

    /// <summary>An administrator has the entries removed whose activities are of this type, where it is not ticked any more.</summary>
    public sealed record ClearAway(TypeOfActivity Type) : Step;

    public sealed record PrivateType(TypeOfActivity? Type) : Step;

    public sealed record SwitchOff(int Who, bool RemoveCopies) : Step;

    public sealed record SwitchOn(int Who) : Step;

    public sealed record MoveMailbox(int Who) : Step;

    // The ledger.
    public sealed record LoseLedger(int Who) : Step;

    public sealed record Backup(int Who) : Step;

    public sealed record Restore(int Who) : Step;

    // Decisions.
    public sealed record Undo(int Who, int Pick) : Step;

    public sealed record Decide(int Who, int Pick, bool IsRelease) : Step;

    /// <summary>The service works; with trouble, and with what happens meanwhile.</summary>
    public sealed record Run(int Who, bool IsFull, Trouble? Trouble, bool WithPreview, IReadOnlyList<Meanwhile> Meanwhile) : Step
    {
        public override string ToString() =>
            $"Run {{ Who = {Who}{(IsFull ? ", full" : "")}{(WithPreview ? ", previewed" : "")}{(Trouble is null ? "" : $", {Trouble}")}{string.Concat(Meanwhile.Select(m => ", " + m))} }}";
    }
}

/// <summary>A fault at one call of a run, or a kill at one of its steps, counted from the start or from the first intent of a write.</summary>
internal sealed record Trouble(Fault Fault, int AtCall, int KillAt, bool IsInWrite = false);

/// <summary>Before this step of a run something else happens; another run of the same mailbox takes its lease over.</summary>
internal sealed record Meanwhile(int AtStep, Step Happens)
{
    public override string ToString() => $"at {AtStep}: {Happens}";
}
