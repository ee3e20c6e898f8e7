using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>Writes to single occurrences, and looking things up.</summary>
public abstract class SeriesContract : Contract
{
    private protected SeriesContract(Func<Task<ContractServer>> start)
        : base(start)
    {
    }

    [ContractFact]
    public async Task One_occurrence_is_written_or_deleted_and_the_others_stay()
    {
        await User.AddAsync(Series("Series"));
        var items = await ItemsAsync();
        var moved = items[1].Content.When.Start.AddDays(1);

        // Each write changes the version of the whole series; one run knows that it was its own.
        var run = Server.Open();
        AssertDone(await run.UpdateAsync([Update(items[0], "Renamed"), Move(items[1], moved)], default));
        AssertDone(await run.DeleteAsync([Delete(items[2])], default));
        var after = await ItemsAsync();

        Assert.Equal(["Renamed", "Series", "Series", "Series"], after.Select(i => i.Content.Title[ContractServer.Marker.Length..]));
        Assert.Equal(new[] { 0, 1, 3, 4 }.Select(i => items[i].Key.OriginalStart), after.Select(i => i.Key.OriginalStart));
        Assert.Equal(moved, after[1].Content.When.Start);
        Assert.Equal(items[4].Content.When, after[3].Content.When);
    }

    [ContractFact]
    public async Task Occurrence_past_its_neighbour_is_refused_and_keeps_no_other_waiting()
    {
        await User.AddAsync(Series("Series"));
        await User.AddAsync(Entry("Single"));
        var items = await ItemsAsync();
        var occurrences = items.Where(i => i.Key.IsOccurrence).ToArray();

        var outcomes = await Server.Open().UpdateAsync(
            [Move(occurrences[1], occurrences[3].Content.When.Start.AddDays(1)), Update(items.Single(i => !i.Key.IsOccurrence), "Renamed"), Update(occurrences[2], "Third")], default);

        Assert.Equal([WriteStatus.Refused, WriteStatus.Done, WriteStatus.Done], outcomes.Select(o => o.Status));
        var after = (await ItemsAsync()).Where(i => i.Key.IsOccurrence).ToArray();
        Assert.Equal((occurrences[1].Content.When, Title("Third")), (after[1].Content.When, after[2].Content.Title));
    }

    [ContractFact]
    public async Task Look_ups_tell_what_is_there_and_what_is_gone()
    {
        await User.AddAsync(Entry("Stays"));
        var goes = await User.AddAsync(Entry("Goes", 5));
        var series = await User.AddAsync(Series("Series"));
        var items = await ItemsAsync();
        var (singles, occurrences) = (items.Where(i => !i.Key.IsOccurrence).ToArray(), items.Where(i => i.Key.IsOccurrence).ToArray());
        var moved = Monday.AddDays(16);
        await User.DeleteAsync(goes);
        await User.DeleteAsync(series, index: 2);
        await User.EditAsync(series, new UserChange { When = (moved, moved.AddHours(1)) }, index: 3);
        var none = ItemKey.Occurrence(occurrences[0].Key.Series!, occurrences[0].Key.OriginalStart!.Value.AddDays(1), "x");

        var sightings = await Server.Open().LookUpAsync([.. singles.Select(i => i.Key), .. occurrences.Take(3).Select(i => i.Key), none], default);

        // What lies in Deleted Items keeps its id on some servers.
        Assert.Equal([true, false, true, false, true, false], sightings.Select(s => s is Sighting.Present));
        Assert.All(sightings, s => Assert.IsNotType<Sighting.Unknown>(s));
        Assert.Equal(moved, ((Sighting.Present)sightings[4]).Item.Content.When.Start);
    }
}
