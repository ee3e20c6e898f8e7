using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Mapping;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

internal sealed class MailboxProof(EwsClient client, ExchangeMailbox mailbox) : IMailboxProof
{
    private readonly EntryFormat _format = new(mailbox.Zone);
    private readonly EwsClient _owner = client.As(new EwsCaller(mailbox.Address, ZoneNames.ToWindows(mailbox.Zone.Id)));

    public Task<string> ReadFolderIdAsync(CancellationToken cancellationToken) => new CalendarFolder(_owner, null).AskAsync(cancellationToken);

    /// <summary>Asks in the name of whoever has the address, alias or not: the delegate himself may have no mailbox to ask from.</summary>
    public async Task<string?> FindPrimaryAddressAsync(CancellationToken cancellationToken)
    {
        var anyone = client.As(new EwsCaller(mailbox.Address, ByAnyAddress: true));
        var answer = await anyone.SendAsync(new ResolveNamesOperation(mailbox.Address), cancellationToken);
        if (answer.Code == "ErrorNameResolutionNoResults")
        {
            return null;
        }

        if (answer.Required() is not [var only])
        {
            return null;
        }

        await new PersonsMailbox(anyone).ThrowIfNobodysAsync(only, cancellationToken);
        return only.Address;
    }

    public async Task<string> PutEntryAsync(Guid mark, string title, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var entry = new NewEntry
        {
            Subject = title,
            Sensitivity = "Private",
            Properties = [(OurProperty.Code, ValueOf(mark))],
            Start = start,
            End = end,
            FreeBusy = "Free",
            WindowsZone = _format.WindowsZone,
        };
        var answers = await new WriteCalls(_owner).SendAsync(
            [entry], _ => 0, batch => new CreateItemOperation(EwsFolderId.Calendar, batch), cancellationToken);
        return answers[0] is { IsDone: true, Item.Id: { } id } ? id : throw EwsErrors.Of(answers[0].Code);
    }

    public async Task RemoveEntriesAsync(Guid mark, string? id, CancellationToken cancellationToken)
    {
        var found = await _owner.SendAsync(new FindItemsOperation(EwsFolderId.Calendar, offset: 0, OurProperty.Code, ValueOf(mark)), cancellationToken);
        var ids = found.Required().Items.Select(item => item.Id.Id).Append(id).OfType<string>().Distinct(StringComparer.Ordinal).Select(one => new EwsItemId(one)).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var answers = await new WriteCalls(_owner).SendAsync(ids, _ => 0, batch => new DeleteItemOperation(batch), cancellationToken);
        if (answers.Select(answer => answer.IsDone ? null : answer.Code).FirstOrDefault(code => code is not (null or "ErrorItemNotFound")) is { } refused)
        {
            throw EwsErrors.Of(refused);
        }
    }

    private static string ValueOf(Guid mark) => mark.ToString("N");
}
