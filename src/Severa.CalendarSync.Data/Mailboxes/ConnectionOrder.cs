using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>The connections in the order in which they were added.</summary>
public static class ConnectionOrder
{
    public static IOrderedQueryable<ExchangeConnection> InOrder(this IQueryable<ExchangeConnection> connections) =>
        connections.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id);
}
