using System.Globalization;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>Addresses of the page's parts.</summary>
internal static class OutlookLinks
{
    public const string Home = "/sandbox";
    public const string Traffic = "/sandbox/traffic";
    public const string Faults = "/sandbox/faults";

    public static string Week(string mailbox, DateOnly? day = null, string? done = null) =>
        $"/sandbox/calendar?mailbox={Uri.EscapeDataString(mailbox)}" + (day is { } d ? "&day=" + EntryForm.Iso(d) : "") + (done is null ? "" : "&done=" + done);

    public static string New(string mailbox, DateOnly day) => $"/sandbox/entry?mailbox={Uri.EscapeDataString(mailbox)}&day={EntryForm.Iso(day)}";

    public static string Entry(string mailbox, ItemView view) => Entry(mailbox, view.Entry.Id, view.OriginalStart);

    public static string Entry(string mailbox, string id, DateTimeOffset? slot) =>
        $"/sandbox/entry?mailbox={Uri.EscapeDataString(mailbox)}&id={Uri.EscapeDataString(id)}" + (slot is { } s ? "&slot=" + Slot(s) : "");

    public static string Deleted(string mailbox) => $"/sandbox/deleted?mailbox={Uri.EscapeDataString(mailbox)}";

    public static string Import(string mailbox) => $"/sandbox/import?mailbox={Uri.EscapeDataString(mailbox)}";

    public static string Slot(DateTimeOffset slot) => slot.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? ParseSlot(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var slot) ? slot : null;
}
