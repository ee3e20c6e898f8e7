using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation.</summary>
internal sealed class ResolveNames : IEwsOperation
{
    private const int MostCandidates = 100;

    public string Name => "ResolveNames";

    public XElement Answer(EwsCall call)
    {
        var found = Candidates(call.Store, call.Body.Element(Ns.M + "UnresolvedEntry")!.Value.Trim());
        return Answers.Response(Name, [found.Count switch
        {
            0 => Answers.Error(Name, "ErrorNameResolutionNoResults", "No results were found."),
            1 => Answers.Success(Name, Resolutions(found)),
            _ => Answers.Message(Name, "Warning", "ErrorNameResolutionMultipleResults", "Multiple results were found.", Resolutions(found)),
        }]);
    }

    private static List<Mailbox> Candidates(MailboxStore store, string entry)
    {
        if (entry.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase))
        {
            var address = entry[5..];
            return (store.Find(address) ?? store.FindByAlias(address)) is { } exact ? [exact] : [];
        }

        return store.All.Where(mailbox => mailbox.Address.StartsWith(entry, StringComparison.OrdinalIgnoreCase)
            || mailbox.Identity.DisplayName.Split(' ').Append(mailbox.Identity.DisplayName).Any(part => part.StartsWith(entry, StringComparison.OrdinalIgnoreCase))).ToList();
    }

    private static XElement Resolutions(List<Mailbox> found) => new(
        Ns.M + "ResolutionSet",
        new XAttribute("TotalItemsInView", found.Count),
        new XAttribute("IncludesLastItemInRange", XmlText.Of(found.Count <= MostCandidates)),
        found.Take(MostCandidates).Select(mailbox => new XElement(
            Ns.T + "Resolution",
            new XElement(
                Ns.T + "Mailbox",
                new XElement(Ns.T + "Name", mailbox.Identity.DisplayName),
                new XElement(Ns.T + "EmailAddress", mailbox.Address),
                new XElement(Ns.T + "RoutingType", "SMTP"),
                new XElement(Ns.T + "MailboxType", "Mailbox")))));
}
