using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// Whether a mailbox is a person's own, as far as Exchange Web Services tell (R23, E15): groups by their type, rooms by the room lists.
/// Shared and equipment mailboxes, and rooms in no list, look like anybody's: their type is "Mailbox" and impersonation opens them.
/// </summary>
internal sealed class PersonsMailbox(EwsClient client)
{
    /// <summary>It is in one of the organisation's room lists.</summary>
    public const string Room = "RoomMailbox";

    /// <summary>It belongs to a group.</summary>
    public const string Group = "GroupMailbox";

    /// <summary>Each costs a request; organisations make one for each building.</summary>
    private const int MostLists = 100;

    /// <exception cref="SideException">E15: it is nobody's own. Or the connection has trouble.</exception>
    public async Task ThrowIfNobodysAsync(string address, CancellationToken cancellationToken)
    {
        if (EwsDialect.Of(client.Connection.Version).HasRoomLists && await IsRoomAsync(address, cancellationToken))
        {
            throw EwsErrors.Of(Room);
        }
    }

    public Task ThrowIfNobodysAsync(EwsResolution resolution, CancellationToken cancellationToken) =>
        resolution.MailboxType == Group ? throw EwsErrors.Of(Group) : ThrowIfNobodysAsync(resolution.Address, cancellationToken);

    /// <summary>A server that does not tell is no reason to refuse somebody his own mailbox.</summary>
    private async Task<bool> IsRoomAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            var lists = (await client.SendAsync(new GetRoomListsOperation(), cancellationToken)).Value ?? [];
            foreach (var list in lists.Take(MostLists))
            {
                var rooms = (await client.SendAsync(new GetRoomsOperation(list), cancellationToken)).Value ?? [];
                if (rooms.Contains(address, StringComparer.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
        catch (SideException error) when (error.Scope != ErrorScope.Connection)
        {
            return false;
        }
    }
}
