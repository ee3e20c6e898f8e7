using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Benchmarks.Bookkeeping;

/// <summary>An Exchange that costs nothing: all calendars are empty, and nothing ever happens in them.</summary>
internal sealed class SilentExchange : IExchangeConnector
{
    public ICalendarSide OpenCalendar(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) => new Calendar(FolderOf(mailbox.Address));

    public static string FolderOf(string address) => $"folder of {address}";

    public Task<bool> IsSilentAsync(ExchangeConnectionOptions connection, ExchangeMailbox mailbox, string cursor, CancellationToken cancellationToken) =>
        Task.FromResult(cursor == Calendar.Cursor);

    public IAsyncEnumerable<CheckResult> CheckAsync(
        ExchangeConnectionOptions connection, string? mailbox, string? outOfReach, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IMailboxProof OpenProof(ExchangeConnectionOptions connection, ExchangeMailbox mailbox) => throw new NotSupportedException();

    private sealed class Calendar(string folder) : ICalendarSide
    {
        public const string Cursor = "silence";

        public SideTraits Traits { get; } = new(MaxTitle: 255, MaxPlace: 255, MaxNotes: 30_000, CarriesStamp: true, TimeSpan.FromMinutes(1));

        public Task<SideReading> ReadAsync(string? cursor, SyncWindow window, IKnownVersions known, CancellationToken cancellationToken) =>
            Task.FromResult<SideReading>(cursor is null
                ? new SideReading.Full(window, []) { Cursor = Cursor, Epoch = folder }
                : new SideReading.Unchanged { Cursor = Cursor, Epoch = folder });

        public Task<IReadOnlyList<Sighting>> LookUpAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<CalendarItem>> FindAsync(Guid linkId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ItemKey?> FindRemovedAsync(Guid linkId, Guid operationId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string?>> ReadNotesHtmlAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<WriteOutcome>> CreateAsync(IReadOnlyList<ItemDraft> drafts, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<WriteOutcome>> UpdateAsync(IReadOnlyList<ItemUpdate> updates, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<ItemDelete> deletes, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
