using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>One request being answered: who acts, on which mailbox, when.</summary>
internal sealed class EwsCall(
    EwsRequest request, SandboxAccount account, Mailbox? mailbox, ExchangeProduct product, MailboxStore store, SandboxOptions options, DateTimeOffset now)
{
    public XElement Body => request.Body;

    /// <summary>The schema asked for: what the answer may carry.</summary>
    public SchemaVersion Schema => request.Schema;

    /// <summary>What serves the mailbox.</summary>
    public ExchangeProduct Product => product;

    public SandboxAccount Account => account;

    public MailboxStore Store => store;

    public SandboxOptions Options => options;

    public DateTimeOffset Now => now;

    public required SubscriptionHub Subscriptions { get; init; }

    /// <summary>The back end that serves the call.</summary>
    public required int BackEnd { get; init; }

    /// <summary>The answer stays open and goes on with what comes from here.</summary>
    public StreamConnection? Stream { get; set; }

    /// <summary>Mails that the writes of this call would have sent.</summary>
    public int Mails { get; set; }

    /// <summary>Whose mailbox it is; null where the account has none.</summary>
    public Mailbox? ActingMailbox => mailbox;

    public Mailbox Mailbox => mailbox
        ?? throw new EwsItemError("ErrorMissingEmailAddress", "When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.");

    /// <summary>The zone of the TimeZoneContext header, else UTC. The schemas of 2007 know the header and ignore it.</summary>
    public ZoneRef Zone { get; } =
        request.TimeZone is { } header && request.Schema >= SchemaVersion.Exchange2010 ? HeaderZone(header) : ZoneRef.Utc;

    public EntryEditor Editor => new(Mailbox, account.UserName, now);

    public string? Attribute(string name) => Body.Attribute(name)?.Value;

    private static ZoneRef HeaderZone(XElement header)
    {
        try
        {
            return WireTime.ParseZone(header.Element(Ns.T + "TimeZoneDefinition")!);
        }
        catch (EwsItemError error)
        {
            throw new EwsFault(error.Code, error.Message);
        }
    }
}
