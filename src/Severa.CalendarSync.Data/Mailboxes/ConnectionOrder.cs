using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>The connections in the order in which they were added.</summary>
public static class ConnectionOrder
{
    public static IOrderedQueryable<ExchangeConnection> InOrder(this IQueryable<ExchangeConnection> connections) =>
        connections.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id);

    /// <summary>What is needed to choose among them.</summary>
    public static IQueryable<ServingConnection> Serving(this IQueryable<ExchangeConnection> connections) =>
        connections.InOrder().Select(c => new ServingConnection(c.Id, c.Domains));
}
