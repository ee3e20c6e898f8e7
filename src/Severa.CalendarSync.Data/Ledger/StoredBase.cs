using System.Text.Json;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>
/// The JSON of a <see cref="LinkBase"/>: short names and hashes in the order of <see cref="FieldHashes"/>,
/// so that renaming a property in the rules changes nothing that is stored.
/// </summary>
internal sealed record StoredBase(string[] O, string[] Op, string[] S, string[] Sp, int Ls, int Lo)
{
    public static string Write(LinkBase value) => JsonSerializer.Serialize(new StoredBase(
        Pack(value.Outlook),
        Pack(value.OutlookProjected),
        Pack(value.Severa),
        Pack(value.SeveraProjected),
        (int)value.LossyInSevera,
        (int)value.LossyInOutlook));

    public static LinkBase Read(string json)
    {
        var stored = JsonSerializer.Deserialize<StoredBase>(json) ?? throw new JsonException("A link has no base.");
        return new LinkBase(
            Unpack(stored.O), Unpack(stored.Op), Unpack(stored.S), Unpack(stored.Sp), (ItemFields)stored.Ls, (ItemFields)stored.Lo);
    }

    private static string[] Pack(FieldHashes h) => [h.Title, h.When, h.Place, h.Notes, h.Privacy, h.ShowAs];

    private static FieldHashes Unpack(string[] h) => new(h[0], h[1], h[2], h[3], h[4], h[5]);
}
