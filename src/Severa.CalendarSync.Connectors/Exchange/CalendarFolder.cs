using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>The default calendar of the mailbox and its identity, which outlives addresses and servers' names (R19).</summary>
internal sealed class CalendarFolder(EwsClient client, string? knownId)
{
    private string? _id = knownId;

    public void Use(string id) => _id = id;

    /// <summary>The identity as known; asked for where it is not.</summary>
    public async Task<EwsFolderId> IdAsync(CancellationToken cancellationToken) => new(_id ?? await AskAsync(cancellationToken));

    /// <summary>Asks the server which folder the default calendar is today.</summary>
    public async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(new GetFolderOperation(EwsFolderId.Calendar), cancellationToken);
        _id = answer.Required().Id;
        return _id;
    }
}
