using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Runs;

/// <summary>A pair of which one write was never answered, and what is recorded once that is searched for.</summary>
public abstract class UnknownOutcomeKit
{
    private protected static readonly Guid PairId = new(5, 0, 0, [0, 0, 0, 0, 0, 0, 0, 5]);

    private protected RunKit Kit { get; } = new();

    private protected TestWorld World => Kit.World;

    private protected DateTimeOffset Now => World.Time.GetUtcNow();

    private protected DateTimeOffset LongAgo => Now - World.Outlook.Traits.LongestCall;

    private protected Link Link() => new() { Id = PairId, Origin = Origin.Severa, Base = LinkBases.Empty, Epoch = "folder-1", Activity = new LinkHalf(ItemKey.Of("activity"), "1") };

    private protected Intent Intent(
        SyncActionKind kind, DateTimeOffset at, ItemKey? key = null, (ItemContent Before, ItemContent? After)? values = null, Reason reason = Reason.NewInSevera)
    {
        var content = World.At("Talk");
        var planned = Link() with { Base = new LinkBase(World.Policy.Fingerprint.Of(content), LinkBases.Empty.Outlook, LinkBases.Empty.Outlook, LinkBases.Empty.Outlook) };
        var told = new HistoryEvent(at, PairId, kind, Side.Outlook, reason, ItemFields.Title, "Talk")
        {
            Key = key,
            Values = values is { } changed ? new ChangedValues(changed.Before, changed.After) : null,
        };
        return new Intent(Guid.NewGuid(), PairId, kind, Side.Outlook, at, planned, told);
    }

    private protected RunContext Context(params IEnumerable<Link> links) => Context(isOff: false, links);

    private protected RunContext Context(bool isOff, params IEnumerable<Link> links) =>
        new(Kit, World.Outlook, World.Severa, World.Policy, World.Time, Guid.NewGuid) { Links = [.. links], IsOff = isOff };

    private protected async Task<LedgerBatch> SettleAsync(Intent intent, Link? link)
    {
        await new UnknownOutcomes(Context(link is null ? [] : [link])).SettleAsync([intent], default);
        var record = Assert.Single(Kit.Recorded);
        Assert.Equal([intent.OperationId], record.ClosedIntents);
        return record;
    }

    private protected async Task<ItemKey> MakeAsync(string title, Guid? operationId = null) =>
        (await World.Outlook.CreateAsync([new ItemDraft(PairId, World.At(title), OperationId: operationId)], default))[0].Key!;
}
