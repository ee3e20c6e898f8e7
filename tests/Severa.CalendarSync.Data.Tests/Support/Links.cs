using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>Links, intents and reports to store.</summary>
public static class Links
{
    public static Link Of(string entryId, string? activityId = null) => new()
    {
        Id = Guid.NewGuid(),
        Origin = Origin.Outlook,
        Entry = new LinkHalf(ItemKey.Of(entryId), "v1"),
        Activity = activityId is null ? null : new LinkHalf(ItemKey.Of(activityId), "1"),
        Base = Base(),
        Epoch = "folder",
        EndsAt = TestDatabase.Start,
    };

    public static Link Occurrence(string series, DateTimeOffset originalStart, string id) =>
        Of("unused") with { Entry = new LinkHalf(ItemKey.Occurrence(series, originalStart, id), "v1") };

    /// <summary>A link in which nothing has its default value.</summary>
    public static Link Full() => Occurrence("series-uid", TestDatabase.Start, "occurrence-1") with
    {
        Origin = Origin.Severa,
        State = LinkState.Held,
        StateReason = Reason.HeldByBrake,
        Activity = new LinkHalf(ItemKey.Of(Guid.NewGuid().ToString("N")), "7"),
        Uid = "uid@example.com",
        EndsAt = TestDatabase.Start.AddHours(1),
        IsWithheld = true,
        IsMeeting = true,
        SetAside = new SetAside("ErrorItemSave", 3, TestDatabase.Start.AddMinutes(9)),
        Decision = LinkDecision.Release,
        Trail = new WriteTrail("aaaa bbbb", TestDatabase.Start.AddMinutes(-3)),
    };

    public static LinkBase Base() => new(Hashes("o"), Hashes("op"), Hashes("s"), Hashes("sp"), ItemFields.Notes, ItemFields.Title | ItemFields.Place);

    public static Intent Intent(Link planned, Side target = Side.Severa) =>
        new(Guid.NewGuid(), planned.Id, SyncActionKind.Create, target, TestDatabase.Start, planned, Told(planned.Id));

    /// <summary>An update the history tells of, in which nothing has its default value.</summary>
    public static HistoryEvent Told(Guid linkId, SyncActionKind kind = SyncActionKind.Update, Side target = Side.Severa, ItemFields fields = ItemFields.Title) =>
        new(TestDatabase.Start, linkId, kind, target, Reason.ChangedInOutlook, fields, "marker-title", "Code")
        {
            ChangeId = linkId,
            Key = ItemKey.Occurrence("series-uid", TestDatabase.Start, "occurrence-1"),
            Values = new ChangedValues(Content("marker-before"), Content("marker-after"), Guid.Parse("99999999-9999-9999-9999-999999999999")),
        };

    public static ItemContent Content(string title) => new()
    {
        Title = title,
        When = When.Timed(TestDatabase.Start, TestDatabase.Start.AddHours(1), "Europe/Helsinki"),
        Place = "marker-place",
        Notes = "marker-notes",
        NotesHtml = "<b>marker-html</b>",
        Privacy = Privacy.Private,
        ShowAs = ShowAs.Free,
    };

    public static RunReport Report(this TestDatabase database, RunOutcome outcome = RunOutcome.Succeeded) => new()
    {
        Outcome = outcome,
        StartedAt = database.Time.GetUtcNow(),
        EndedAt = database.Time.GetUtcNow(),
    };

    private static FieldHashes Hashes(string side) => new(side + "1", side + "2", side + "3", side + "4", side + "5", side + "6");
}
