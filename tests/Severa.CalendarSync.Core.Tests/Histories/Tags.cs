using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Which thing of a person's life an item or a pair is.</summary>
internal static class Tags
{
    /// <summary>Those of lost ledgers first: a write that was under way still follows from them.</summary>
    public static IEnumerable<Intent> IntentsOf(this World world, TestMailbox mailbox) => world.LostIntents.Concat(mailbox.Ledger.OpenIntents);

    public static IEnumerable<string> TagsOf(this World world, TestMailbox mailbox, Link link) =>
        new[] { world.TagOf(mailbox, Side.Outlook, link.Entry?.Key), world.TagOf(mailbox, Side.Severa, link.Activity?.Key) }.OfType<string>();

    public static string? TagOf(this World world, TestMailbox mailbox, Side side, ItemKey? key) =>
        key is null ? null : mailbox[side].Items.Find(i => i.IsOrWas(key))?.Tag;
}
