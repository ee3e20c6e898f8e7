using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>GetItem for any number of items: in batches, repeating what the server left out, halving what takes too long.</summary>
internal sealed class ItemFetcher(EwsClient client)
{
    public const int LargestBatch = 50;

    /// <summary>A batch that runs into our own time-out costs a minute each time, so it is not halved further than this.</summary>
    private const int SmallestAfterTimeout = 6;

    private const string Stopped = "ErrorBatchProcessingStopped";
    private const string TooSlow = "ErrorTimeoutExpired";

    /// <summary>One answer per item, in order.</summary>
    /// <exception cref="SideException">The mailbox or the connection cannot be read at all.</exception>
    public async Task<IReadOnlyList<ItemAnswer<XElement>>> GetAsync(IReadOnlyList<ItemRef> items, ItemShape shape, CancellationToken cancellationToken)
    {
        var answers = new ItemAnswer<XElement>[items.Count];
        var open = new Queue<int>(Enumerable.Range(0, items.Count));
        var size = LargestBatch;
        while (open.Count > 0)
        {
            var batch = open.Take(size).ToArray();
            var received = await TryAsync([.. batch.Select(i => items[i])], shape, cancellationToken);
            if (received is null)
            {
                size = batch.Length / 2;
                continue;
            }

            var isTooSlow = batch.Length > 1 && received.Any(a => a.Code == TooSlow);
            Settle(batch, received, answers, open, isTooSlow);
            size = isTooSlow ? Math.Max(1, batch.Length / 2) : size;
        }

        return answers;
    }

    private static void Settle(
        int[] batch, IReadOnlyList<ItemAnswer<XElement>> received, ItemAnswer<XElement>[] answers, Queue<int> open, bool isTooSlow)
    {
        var left = new List<int>();
        for (var i = 0; i < batch.Length; i++)
        {
            open.Dequeue();
            var code = i < received.Count ? received[i].Code : Stopped;
            if (code == Stopped || (code == TooSlow && isTooSlow))
            {
                left.Add(batch[i]);
                continue;
            }

            answers[batch[i]] = EwsErrors.WideErrorOfItem(code, received[i].BackOff) is { } error ? throw error : received[i];
        }

        if (left.Count == batch.Length && !isTooSlow)
        {
            throw EwsErrors.Transient(Stopped);
        }

        left.ForEach(open.Enqueue);
    }

    /// <summary>The answers, or null where the batch took too long and can be halved.</summary>
    private async Task<IReadOnlyList<ItemAnswer<XElement>>?> TryAsync(IReadOnlyList<ItemRef> batch, ItemShape shape, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(new GetItemOperation(batch, shape), cancellationToken);
        }
        catch (SideException exception) when (exception.Code is EwsTimeout.Code or TooSlow && batch.Count > SmallestAfterTimeout)
        {
            return null;
        }
    }
}
