using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>A user whose client speaks EWS: the only one there is where the server is not ours.</summary>
internal sealed class RawUser(EwsClient client) : IContractUser
{
    private const int MostRounds = 20;

    private static readonly string[] Folders = ["calendar", "deleteditems"];

    public async Task<string> AddAsync(UserDraft entry)
    {
        Assert.StartsWith(ContractServer.Marker, entry.Title, StringComparison.Ordinal);
        return (string)IdIn(await SendAsync(RawRequests.Create(entry))).Attribute("Id")!;
    }

    public async Task EditAsync(string id, UserChange change, int? index = null)
    {
        Assert.StartsWith(ContractServer.Marker, change.Title ?? ContractServer.Marker, StringComparison.Ordinal);
        var item = IdIn(await SendAsync(RawRequests.Get(Reference(id, index))));
        await SendAsync(RawRequests.Update(item, change));
    }

    public Task DeleteAsync(string id, int? index = null) => SendAsync(RawRequests.Delete("MoveToDeletedItems", Reference(id, index)));

    public async Task<IReadOnlyList<string>> DeletedAsync() => [.. (await MarkedAsync("deleteditems")).Select(item => item.Title)];

    /// <summary>Takes away whatever a test made, now or in a run that was killed. Nothing else has such a title.</summary>
    public async Task CleanUpAsync()
    {
        foreach (var folder in Folders)
        {
            for (var round = 0; await MarkedAsync(folder) is { Count: > 0 } left; round++)
            {
                Assert.True(round < MostRounds, $"The tests' entries do not go away from {folder}.");
                await SendAsync(RawRequests.Delete("HardDelete", left.Select(item => item.Id)));
            }
        }
    }

    private async Task<List<(XElement Id, string Title)>> MarkedAsync(string folder) =>
    [
        .. (await SendAsync(RawRequests.FindMarked(folder))).SelectMany(m => m.Element.Descendants())
            .Where(e => e.Child("ItemId") is not null && e.TextOf("Subject")?.StartsWith(ContractServer.Marker, StringComparison.Ordinal) == true)
            .Select(e => (e.Child("ItemId")!, e.TextOf("Subject")!)),
    ];

    private static XElement Reference(string id, int? index) =>
        index is { } number ? RawRequests.Occurrence(id, number) : RawRequests.Reference(id);

    private static XElement IdIn(IReadOnlyList<EwsMessage> messages) => messages.SelectMany(m => m.Element.Descendants()).First(e => e.Name.LocalName == "ItemId");

    private async Task<IReadOnlyList<EwsMessage>> SendAsync(RawOperation operation)
    {
        var messages = await client.SendAsync(operation, default);
        Assert.All(messages, m => Assert.Equal(EwsMessage.NoError, m.Code));
        return messages;
    }
}
