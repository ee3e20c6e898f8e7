using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>What happened in the folder since a state, to the last page. Since nothing: only the state, because all is read then.</summary>
internal sealed record DrainedChanges(string State, IReadOnlyList<EwsChange> Changes);

/// <summary>Reads the stream of changes of the folder.</summary>
internal sealed class ChangeReader(EwsClient client)
{
    /// <summary>Two million changes; a server that never comes to an end is not asked for ever.</summary>
    private const int MostPages = 2_000_000 / SyncFolderItemsOperation.PageSize;

    /// <summary>All changes since the state, or null where the server does not know the state or the folder any more.</summary>
    public async Task<DrainedChanges?> DrainAsync(EwsFolderId folder, string? since, CancellationToken cancellationToken)
    {
        var (state, changes) = (since, new List<EwsChange>());
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await PageAsync(folder, state, cancellationToken);
            if (page is null)
            {
                return null;
            }

            if (since is not null)
            {
                changes.AddRange(page.Changes);
            }

            if (page.IsLast)
            {
                return new DrainedChanges(page.State, changes);
            }

            if (page.State == state)
            {
                throw EwsErrors.Transient("SyncStateStandsStill");
            }

            state = page.State;
        }

        throw EwsErrors.Transient("SyncStateWithoutEnd");
    }

    /// <summary>The server knows the state, and nothing has happened since.</summary>
    public async Task<bool> IsSilentAsync(EwsFolderId folder, string state, CancellationToken cancellationToken) =>
        await PageAsync(folder, state, cancellationToken) is { IsLast: true, Changes.Count: 0 };

    private static bool IsLost(string code) => ErrorTable.Says(code, ErrorActions.ReadAnew);

    private async Task<EwsChangePage?> PageAsync(EwsFolderId folder, string? state, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.SendAsync(new SyncFolderItemsOperation(folder, state), cancellationToken);
            return state is not null && IsLost(answer.Code) ? null : answer.Required();
        }
        catch (SideException exception) when (state is not null && IsLost(exception.Code))
        {
            return null;
        }
    }
}
