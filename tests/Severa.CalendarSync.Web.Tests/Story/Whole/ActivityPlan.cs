namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>One hour of work as a person types it, on his own clock.</summary>
internal sealed record ActivityPlan(string Title, DateTime Start, string Place = "", string Notes = "")
{
    public DateTime End => Start.AddHours(1);
}
