using System.Collections.Concurrent;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// Which schema each mailbox's server understood: in an organisation with several versions one mailbox may live on an older
/// server than the next. Kept for a day, so that a mailbox that moved to a newer server gets its features.
/// </summary>
internal sealed class SchemaMemory(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(Uri Endpoint, ExchangeVersion Version, string? Mailbox), (EwsDialect Dialect, DateTimeOffset Since)> _known = new();

    public EwsDialect Of(ExchangeConnectionOptions connection, string? mailbox) =>
        _known.TryGetValue((connection.Endpoint, connection.Version, mailbox), out var known) && time.GetUtcNow() - known.Since < Kept
            ? known.Dialect
            : EwsDialect.Of(connection.Version);

    public void Learn(ExchangeConnectionOptions connection, string? mailbox, EwsDialect dialect) =>
        _known[(connection.Endpoint, connection.Version, mailbox)] = (dialect, time.GetUtcNow());
}
