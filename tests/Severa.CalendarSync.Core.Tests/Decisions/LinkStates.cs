using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>What the words for a link mean in the ledger.</summary>
internal static class LinkStates
{
    public static (LinkState State, Reason Reason, LinkDecision Decision) Of(string link) => link switch
    {
        Words.InSync or Words.SetAside or Words.SetAsideDue => (LinkState.Active, Reason.None, LinkDecision.None),
        Words.DeletionHeld => (LinkState.Held, Reason.HeldByBrake, LinkDecision.None),
        Words.DeletionReleased => (LinkState.Held, Reason.HeldByBrake, LinkDecision.Release),
        Words.DeletionDiscarded => (LinkState.Held, Reason.HeldByBrake, LinkDecision.Discard),
        Words.TimeHeld => (LinkState.Held, Reason.HeldNewTime, LinkDecision.None),
        Words.TimeReleased => (LinkState.Held, Reason.HeldNewTime, LinkDecision.Release),
        Words.TimeDiscarded => (LinkState.Held, Reason.HeldNewTime, LinkDecision.Discard),
        Words.OutOfWindow => (LinkState.Dormant, Reason.OutOfWindow, LinkDecision.None),
        Words.NotTicked => (LinkState.Dormant, Reason.TypeNotTicked, LinkDecision.None),
        Words.SwitchedOff => (LinkState.Dormant, Reason.SwitchedOff, LinkDecision.None),
        Words.Kept => (LinkState.Dormant, Reason.KeptForBusinessData, LinkDecision.None),
        Words.RemoveCopy => (LinkState.Dormant, Reason.TypeNotTicked, LinkDecision.RemoveCopy),
        Words.WakeUp => (LinkState.Dormant, Reason.KeptForBusinessData, LinkDecision.BringBack),
        Words.MeetingDismissed => (LinkState.Dismissed, Reason.MeetingDismissed, LinkDecision.None),
        Words.Undone => (LinkState.Dismissed, Reason.UndoneByPerson, LinkDecision.None),
        Words.BringBack => (LinkState.Dismissed, Reason.MeetingDismissed, LinkDecision.BringBack),
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "No such link."),
    };

    public static SetAside? SetAsideOf(string link, DateTimeOffset now) => link switch
    {
        Words.SetAside => new SetAside("Refused", 1, now.AddMinutes(10)),
        Words.SetAsideDue => new SetAside("Refused", 1, now),
        _ => null,
    };
}
