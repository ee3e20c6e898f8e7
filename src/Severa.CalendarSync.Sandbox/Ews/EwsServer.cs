using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews.Operations;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>What became of a request: the bytes to send, or none when the connection is to break.</summary>
internal sealed record EwsOutcome(int Status, byte[] Answer, bool Abort, string Operation, string? Mailbox, int Mails)
{
    /// <summary>The back end that served it; null where the request got to none.</summary>
    public int? BackEnd { get; init; }

    /// <summary>More envelopes follow, with this header.</summary>
    public StreamConnection? Stream { get; init; }

    public XElement? Header { get; init; }
}

/// <summary>Answers requests: reads the envelope, finds the mailbox, lets faults happen, runs the operation, makes it durable.</summary>
internal sealed class EwsServer(
    IOptions<SandboxOptions> options, MailboxStore store, FaultPlan faults, SubscriptionHub subscriptions, BackEnds backEnds, TimeProvider clock)
{
    private const string Unknown = "unknown";
    private readonly Products _products = new(options.Value);

    public async Task<EwsOutcome> AnswerAsync(byte[] request, SandboxAccount account, Affinity affinity, CancellationToken cancellationToken)
    {
        var (operation, address) = (Unknown, (string?)null);
        try
        {
            var parsed = EnvelopeReader.Read(request, _products.Front);
            operation = parsed.Operation;
            var mailbox = Impersonation.Resolve(parsed.Impersonation, account, store);
            address = mailbox?.Address;
            return await RunAsync(parsed, account, mailbox, _products.Serving(mailbox, parsed.Schema), backEnds.Of(affinity, mailbox), cancellationToken);
        }
        catch (EwsFault fault)
        {
            return new EwsOutcome(500, EnvelopeWriter.Fault(fault), false, operation, address, 0);
        }
    }

    private async Task<EwsOutcome> RunAsync(
        EwsRequest request, SandboxAccount account, Mailbox? mailbox, ExchangeProduct product, int backEnd, CancellationToken cancellationToken)
    {
        var fault = faults.Take(mailbox?.Address, request.Operation);
        var empty = new EwsOutcome(503, [], false, request.Operation, mailbox?.Address, 0) { BackEnd = backEnd };
        switch (fault?.Kind)
        {
            case FaultKind.DropBeforeCommit:
                return empty with { Abort = true };
            case FaultKind.Http503:
                return empty;
            case FaultKind.Http500:
                return empty with { Status = 500 };
            case FaultKind.ServerBusy:
                throw EwsFault.Busy(fault.Milliseconds);
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.Milliseconds), clock, cancellationToken);
                break;
            default:
                break;
        }

        var call = new EwsCall(request, account, mailbox, product, store, options.Value, clock.GetUtcNow()) { Subscriptions = subscriptions, BackEnd = backEnd };
        var body = Execute(request.Operation, call, mailbox);
        store.FlushWhenLarge();
        return empty with
        {
            Status = 200,
            Answer = EnvelopeWriter.Answer(body, product.Header()),
            Abort = fault?.Kind == FaultKind.DropAnswerAfterCommit,
            Mails = call.Mails,
            Stream = call.Stream,
            Header = product.Header(),
        };
    }

    private XElement Execute(string operation, EwsCall call, Mailbox? mailbox)
    {
        if (mailbox is null)
        {
            return EwsOperations.Find(operation).Answer(call);
        }

        lock (mailbox.Gate)
        {
            try
            {
                return EwsOperations.Find(operation).Answer(call);
            }
            finally
            {
                store.Commit(mailbox);
            }
        }
    }
}
