using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>The default calendar of the mailbox and its identity, which outlives addresses and servers' names (R19).</summary>
internal sealed class CalendarFolder(EwsClient client, string? knownId)
{
    private readonly string? _proved = knownId;
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

    /// <summary>The same, of a mailbox that is to be read: nothing of a folder that nobody has proved to be the user's (R19, R23).</summary>
    /// <exception cref="SideException">E17: it is another folder than the one that was proved.</exception>
    public async Task<string> AskProvedAsync(CancellationToken cancellationToken)
    {
        var id = await AskAsync(cancellationToken);
        return _proved is null || string.Equals(id, _proved, StringComparison.Ordinal)
            ? id
            : throw new SideException(ErrorNumbers.NotProved, ErrorScope.Mailbox, isPermanent: true, "CalendarFolderChanged");
    }
}
