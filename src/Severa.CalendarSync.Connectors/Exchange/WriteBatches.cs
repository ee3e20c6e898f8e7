namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Cuts writes into requests: at most 50 items and 200 KB, half of what servers accept.</summary>
internal static class WriteBatches
{
    public const int MaxItems = 50;
    public const int MaxBytes = 200 * 1024;

    public static IEnumerable<IReadOnlyList<T>> Of<T>(IEnumerable<T> items, Func<T, int> sizeOf)
    {
        var batch = new List<T>();
        var bytes = 0;
        foreach (var item in items)
        {
            var size = sizeOf(item);
            if (batch.Count > 0 && (batch.Count == MaxItems || bytes + size > MaxBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(item);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
