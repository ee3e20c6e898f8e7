using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Where Outlook puts what people delete: searched only for what a create of unknown outcome may have made (R18).</summary>
internal sealed class RemovedEntries(EwsClient client, SeriesFinder finder, EntryMapper mapper)
{
    /// <summary>The entry that this very try made; another one of the same pair may lie there too.</summary>
    public async Task<ItemKey?> FindAsync(Guid linkId, Guid operationId, CancellationToken cancellationToken) =>
        await FindInAsync(EwsFolderId.DeletedItems, linkId, operationId, cancellationToken)
        ?? (EwsDialect.Of(client.Connection.Version).HasRecoverableItems
            ? await FindInAsync(EwsFolderId.RecoverableItems, linkId, operationId, cancellationToken)
            : null);

    /// <summary>A folder that cannot be searched says nothing: the entry is made again then.</summary>
    private async Task<ItemKey?> FindInAsync(EwsFolderId place, Guid linkId, Guid operationId, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await finder.MadeForAsync(place, linkId, cancellationToken);
            return answers.Select(mapper.Map).FirstOrDefault(e => e.Item?.Stamp?.OperationId == operationId)?.Item?.Key;
        }
        catch (SideException error) when (error.Scope != ErrorScope.Connection)
        {
            return null;
        }
    }
}
