using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Versions;

/// <summary>Which product answers: the server's own, or the older one a mailbox still lives on.</summary>
internal sealed class Products(SandboxOptions options)
{
    private readonly Dictionary<string, ExchangeProduct> _older = options.EffectiveMailboxes
        .Where(mailbox => mailbox.ServerVersion.Length > 0)
        .ToDictionary(mailbox => mailbox.Address, mailbox => ExchangeProduct.Find(mailbox.ServerVersion)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>What clients connect to.</summary>
    public ExchangeProduct Front { get; } = options.Product!;

    /// <summary>A request handed on to an older server must not want a schema that server never saw.</summary>
    public ExchangeProduct Serving(Mailbox? mailbox, SchemaVersion schema)
    {
        var product = mailbox is null ? Front : _older.GetValueOrDefault(mailbox.Address, Front);
        return schema <= product.Newest
            ? product
            : throw new EwsFault("ErrorInvalidSchemaVersionForMailboxVersion", "The server the mailbox lives on is too old for the schema version of the request.");
    }
}
