using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews.Operations;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>Answers requests: reads the envelope, finds the mailbox, lets faults happen, runs the operation, makes it durable.</summary>
internal sealed class EwsServer(
    IOptions<SandboxOptions> options, MailboxStore store, FaultPlan faults, FaultWorld world, SubscriptionHub subscriptions, BackEnds backEnds, TimeProvider clock)
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
            return new EwsOutcome(500, EnvelopeWriter.Fault(fault), operation, address) { ClockAhead = faults.ClockAhead(address) };
        }
    }

    private async Task<EwsOutcome> RunAsync(
        EwsRequest request, SandboxAccount account, Mailbox? mailbox, ExchangeProduct product, int backEnd, CancellationToken cancellationToken)
    {
        var outcome = new EwsOutcome(200, [], request.Operation, mailbox?.Address) { BackEnd = backEnd, ClockAhead = faults.ClockAhead(mailbox?.Address) };
        var trouble = faults.Take(request, mailbox);
        if (trouble is not null)
        {
            outcome = outcome with { Delivery = trouble.Script.Delivery, Pause = trouble.Moment.Pause };
            if (await trouble.BeginAsync(world, clock, cancellationToken) is { } answer)
            {
                return outcome.With(answer, product.Header());
            }
        }

        var call = new EwsCall(request, account, mailbox, product, store, options.Value, clock.GetUtcNow() + outcome.ClockAhead) { Subscriptions = subscriptions, BackEnd = backEnd };
        var response = Execute(request.Operation, call, mailbox);
        store.FlushWhenLarge();
        return outcome with
        {
            Answer = EnvelopeWriter.Answer(trouble?.Tell(response) ?? response, product.Header()),
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
