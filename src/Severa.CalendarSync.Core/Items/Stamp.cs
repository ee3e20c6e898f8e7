using System.Globalization;

namespace Severa.CalendarSync.Core.Items;

/// <summary>
/// The hidden property on Outlook entries that this service created, written in the create call itself.
/// It tells a crashed create from a new entry, and is valid only in the mailbox and installation it names.
/// </summary>
public sealed record Stamp(string Installation, Guid MailboxId, Guid LinkId, string ActivityId, Origin Origin)
{
    private const string Version = "1";

    /// <summary>At most 255 characters, because FindItem cuts longer strings.</summary>
    public string Format() => string.Join('|', Version, Installation, MailboxId.ToString("N"), LinkId.ToString("N"), ActivityId, Origin == Origin.Severa ? "S" : "O");

    /// <summary>The stamp in <paramref name="text"/>, or null where it is none of ours or damaged.</summary>
    public static Stamp? Parse(string? text)
    {
        var parts = text?.Split('|');
        return parts is [Version, { Length: > 0 } installation, var mailbox, var link, var activity, "S" or "O"]
            && Guid.TryParseExact(mailbox, "N", out var mailboxId)
            && Guid.TryParseExact(link, "N", out var linkId)
                ? new Stamp(installation, mailboxId, linkId, activity, parts[5] == "S" ? Origin.Severa : Origin.Outlook)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"stamp of link {LinkId:N}");
}
