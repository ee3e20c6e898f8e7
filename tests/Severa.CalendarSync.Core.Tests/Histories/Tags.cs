using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>Which thing of a person's life an item or a pair is.</summary>
internal static class Tags
{
    public static IEnumerable<string> TagsOf(this World world, TestMailbox mailbox, Link link) =>
        new[] { world.TagOf(mailbox, Side.Outlook, link.Entry?.Key), world.TagOf(mailbox, Side.Severa, link.Activity?.Key) }.OfType<string>();

    public static string? TagOf(this World world, TestMailbox mailbox, Side side, ItemKey? key) =>
        key is null ? null : mailbox[side].Items.Find(i => i.Key.Equals(key))?.Tag;
}
