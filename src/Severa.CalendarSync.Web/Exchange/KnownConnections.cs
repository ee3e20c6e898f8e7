using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>Connections as they are now, read once for many mailboxes.</summary>
public sealed class KnownConnections(IReadOnlyCollection<ServingConnection> all, IReadOnlyDictionary<Guid, UsableConnection> usable)
{
    /// <summary>The connection that reached this mailbox last; null where another may have to be looked for, or where it cannot be used.</summary>
    public UsableConnection? Of(string address, Guid? last) =>
        last is { } id && ConnectionChoice.For(address, id, all) is [var first, ..] && first == id ? usable.GetValueOrDefault(id) : null;
}
