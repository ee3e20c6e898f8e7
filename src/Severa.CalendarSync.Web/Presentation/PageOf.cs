using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>Which page of a list is shown.</summary>
public interface IPage
{
    /// <summary>Counted from 1.</summary>
    int Number { get; }

    /// <summary>How many pages there are; at least 1.</summary>
    int Count { get; }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">What it shows.</param>
/// <param name="Number">Counted from 1.</param>
/// <param name="Count">Pages of the list; at least 1.</param>
/// <param name="Total">Items of the list.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Number, int Count, int Total) : IPage
{
    public static readonly PageOf<T> Empty = new([], 1, 1, 0);

    public PageOf<TOther> Select<TOther>(Func<T, TOther> one) => new([.. Items.Select(one)], Number, Count, Total);
}

/// <summary>Reads one page of an ordered query.</summary>
public static class Paging
{
    /// <param name="rows">In the order of the list.</param>
    /// <param name="page">Counted from 1; one that does not exist becomes the nearest.</param>
    /// <param name="size">Rows of a page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<PageOf<T>> PageAsync<T>(this IQueryable<T> rows, int page, int size, CancellationToken cancellationToken)
    {
        var total = await rows.CountAsync(cancellationToken);
        var pages = Math.Max(1, (total + size - 1) / size);
        var number = Math.Clamp(page, 1, pages);
        return new PageOf<T>(await rows.Skip((number - 1) * size).Take(size).ToListAsync(cancellationToken), number, pages, total);
    }
}
