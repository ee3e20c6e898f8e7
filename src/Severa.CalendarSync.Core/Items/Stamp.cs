using System.Globalization;

namespace Severa.CalendarSync.Core.Items;

/// <summary>
/// The hidden property on Outlook entries that this service created, written in the create call itself.
/// It tells a crashed create from a new entry, and is valid only in the mailbox and installation it names.
/// </summary>
/// <param name="Installation">Who wrote it.</param>
/// <param name="MailboxId">In which mailbox.</param>
/// <param name="LinkId">For which pair.</param>
/// <param name="ActivityId">The activity the entry was made from; empty where there is none.</param>
/// <param name="Origin">Where the pair was first made.</param>
/// <param name="IsParticipants">A participant's copy of somebody else's activity: never read in as a new one (R24).</param>
/// <param name="OperationId">The try that made the entry: the same pair may have had another one before. Null on entries of older releases.</param>
public sealed record Stamp(
    string Installation, Guid MailboxId, Guid LinkId, string ActivityId, Origin Origin, bool IsParticipants = false, Guid? OperationId = null)
{
    private const string Version = "1";

    /// <summary>At most 255 characters, because FindItem cuts longer strings.</summary>
    public string Format() => string.Join('|', [Version, Installation, MailboxId.ToString("N"), LinkId.ToString("N"), ActivityId, Letter, .. Operation]);

    private IEnumerable<string> Operation => OperationId is { } id ? [id.ToString("N")] : [];

    private string Letter => IsParticipants ? "P" : Origin == Origin.Severa ? "S" : "O";

    /// <summary>The stamp in <paramref name="text"/>, or null where it is none of ours or damaged.</summary>
    public static Stamp? Parse(string? text)
    {
        var parts = text?.Split('|');
        if (parts is not [Version, { Length: > 0 } installation, var mailbox, var link, var activity, "S" or "O" or "P", .. { Length: <= 1 } operation]
            || !Guid.TryParseExact(mailbox, "N", out var mailboxId)
            || !Guid.TryParseExact(link, "N", out var linkId))
        {
            return null;
        }

        var stamp = new Stamp(installation, mailboxId, linkId, activity, parts[5] == "O" ? Origin.Outlook : Origin.Severa, parts[5] == "P");
        return operation is [] ? stamp : Guid.TryParseExact(operation[0], "N", out var id) ? stamp with { OperationId = id } : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"stamp of link {LinkId:N}");
}
