using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>The Outlook calendar of one mailbox, for one run.</summary>
internal sealed class ExchangeCalendar : ICalendarSide
{
    private const string ChangedMeanwhile = "ChangedMeanwhile";

    /// <summary>For what passes until the last of a call's writes begins, and before the call itself.</summary>
    private static readonly TimeSpan Margin = WriteCalls.Latest + TimeSpan.FromSeconds(5);

    private readonly EntryReader _reader;
    private readonly EntryLookUp _lookUp;
    private readonly RemovedEntries _removed;
    private readonly NotesReader _notes;
    private readonly EntryWriter _entries;
    private readonly OccurrenceWriter _occurrences;
    private readonly WriteCalls _calls;
    private readonly ServerClockMeter _clock;

    /// <summary>What this run's reading showed.</summary>
    private HashSet<ItemKey> _shown = [];

    /// <summary>Some occurrences were left for the next run.</summary>
    private bool _leftSome;

    public ExchangeCalendar(EwsClient client, ExchangeMailbox mailbox)
    {
        var mapper = new EntryMapper(mailbox.Zone);
        var format = new EntryFormat(mailbox.Zone);
        var own = client.As(new EwsCaller(mailbox.Address, format.WindowsZone));
        var folder = new CalendarFolder(own, mailbox.FolderId);
        var fetcher = new ItemFetcher(own);
        var view = new CalendarViewReader(own, new SeriesExpander(fetcher));
        var series = new SeriesFinder(own, folder, fetcher, view, mapper);
        _calls = new WriteCalls(own);
        _clock = own.Clock;
        _reader = new EntryReader(folder, new ChangeReader(own), new WindowReader(view, fetcher, mapper, mailbox.Zone));
        _lookUp = new EntryLookUp(folder, fetcher, series, mapper);
        _removed = new RemovedEntries(own, series, mapper);
        _notes = new NotesReader(fetcher, series);
        _entries = new EntryWriter(folder, fetcher, _calls, format);
        _occurrences = new OccurrenceWriter(fetcher, series, _calls, mapper, format);
        Traits = new SideTraits(MaxTitle: 255, MaxPlace: 255, MaxNotes: 30_000, CarriesStamp: true, client.Connection.WriteTimeout + Margin, FormatsNotes: true);
    }

    public SideTraits Traits { get; }

    public async Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken)
    {
        _clock.Restart();
        var reading = await _reader.ReadAsync(cursor, window, known, cancellationToken);
        _shown = reading is SideReading.Full full ? [.. full.Items.Select(i => i.SeenKey)] : [];
        return reading with { Clock = _clock.Best };
    }

    /// <summary>
    /// What the reading showed and is not there any more was moved or changed by the user meanwhile, and what it is now the
    /// reading cannot have shown: only the next one tells whether it is gone (R11).
    /// </summary>
    public async Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken)
    {
        var sightings = await _lookUp.LookUpAsync(keys, cancellationToken);
        return [.. keys.Zip(sightings, (key, sighting) =>
            sighting is (Sighting.Gone or Sighting.OutOfCalendar) && _shown.Contains(key) ? new Sighting.Unknown(ChangedMeanwhile) : sighting)];
    }

    public Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken) =>
        _lookUp.FindAsync(linkId, cancellationToken);

    public Task<ItemKey?> FindRemovedAsync(Guid linkId, Guid operationId, CancellationToken cancellationToken) =>
        _removed.FindAsync(linkId, operationId, cancellationToken);

    public Task<IReadOnlyList<string?>> ReadNotesHtmlAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken) =>
        _notes.ReadAsync(keys, cancellationToken);

    public async Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken)
    {
        _calls.Begin();
        return drafts.Count == 0 ? [] : await _entries.CreateAsync(drafts, cancellationToken);
    }

    public Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken) =>
        WriteAsync(updates, u => u.Key, _entries.UpdateAsync, _occurrences.UpdateAsync, cancellationToken);

    public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken) =>
        WriteAsync(deletes, d => d.Key, _entries.DeleteAsync, _occurrences.DeleteAsync, cancellationToken);

    /// <summary>
    /// Single appointments together, then occurrences one after another. Once anything has an outcome, an error waits for
    /// the next call: outcomes must not be lost.
    /// </summary>
    private async Task<IReadOnlyList<WriteOutcome>> WriteAsync<T>(
        IReadOnlyList<T> items,
        Func<T, ItemKey> keyOf,
        Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<WriteOutcome>>> together,
        Func<T, CancellationToken, Task<WriteOutcome>> alone,
        CancellationToken cancellationToken)
    {
        _calls.Begin();
        var outcomes = new WriteOutcome?[items.Count];
        var singles = Enumerable.Range(0, items.Count).Where(i => !keyOf(items[i]).IsOccurrence).ToArray();
        if (singles.Length > 0)
        {
            var written = await together([.. singles.Select(i => items[i])], cancellationToken);
            foreach (var (index, outcome) in singles.Zip(written))
            {
                outcomes[index] = outcome;
            }
        }

        foreach (var index in Enumerable.Range(0, items.Count).Except(singles))
        {
            outcomes[index] = await AloneAsync(items[index], alone, isFirst: !Array.Exists(outcomes, o => o is not null), cancellationToken);
        }

        return [.. outcomes.Select(o => o!)];
    }

    private async Task<WriteOutcome> AloneAsync<T>(
        T item, Func<T, CancellationToken, Task<WriteOutcome>> write, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            _calls.ThrowEarlierError();
            var outcome = isFirst || !_calls.IsLate ? await write(item, cancellationToken) : WriteOutcome.Stale(WriteCalls.NotBegun);
            _leftSome |= outcome.Code == WriteCalls.NotBegun;

            // The neighbour that should have made room may be among those that were left: the next run tries again.
            return outcome.Status == WriteStatus.Refused && _leftSome ? WriteOutcome.Stale(outcome.Code!) : outcome;
        }
        catch (SideException exception) when (!isFirst)
        {
            _calls.Remember(exception);
            return WriteOutcome.Failed(exception.Code);
        }
    }
}
