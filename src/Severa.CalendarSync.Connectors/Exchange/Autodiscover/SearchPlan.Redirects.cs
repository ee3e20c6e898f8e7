using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// Where else to ask: https only, at most ten times, nothing twice, and nobody unconfirmed.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-autodiscover-error-messages (Handling redirect errors).
/// </summary>
internal sealed partial class SearchPlan
{
    private readonly HashSet<string> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private int _redirects;

    /// <summary>Asks at another place next.</summary>
    private string Follow(string? target, Uri? saidBy, HostReason reason, string from, LocateMeans means)
    {
        var (url, problem) = Redirects.Read(target, saidBy, _terms.Network);
        if (url is null)
        {
            return Trouble(ErrorNumbers.ServerNotFound, problem!);
        }

        if (_redirects >= Redirects.Most)
        {
            return Trouble(ErrorNumbers.ServerNotFound, "TooManyRedirects");
        }

        var code = Offer(url, means, reason, from, isNext: true);
        _redirects += code == LocateAttempt.Followed ? 1 : 0;
        return code;
    }

    /// <summary>Begins anew with the address the mailbox has elsewhere.</summary>
    private string Restart(string address, string from)
    {
        if (MailDomain.Of(address) is not { } domain)
        {
            return Trouble(ErrorNumbers.ServerNotFound, "RedirectUnusable");
        }

        if (_redirects >= Redirects.Most)
        {
            return Trouble(ErrorNumbers.ServerNotFound, "TooManyRedirects");
        }

        if (!_addresses.Add(address))
        {
            return Trouble(ErrorNumbers.ServerNotFound, "RedirectRepeated");
        }

        _redirects++;
        _address = address;
        Begin(domain, HostReason.RedirectAddress, from);
        return LocateAttempt.Followed;
    }

    private string Records(Probe.Srv srv, IReadOnlyList<SrvTarget> records)
    {
        var best = SrvTarget.Best(records);
        if (best.Count == 0)
        {
            return Trouble(ErrorNumbers.ServerNotFound, records.Count == 0 ? "NoSrvRecord" : "NoHttpsSrvRecord");
        }

        var codes = best.Select(r => Offer(Endpoints.At(r.Host, r.Port), _terms.First, HostReason.SrvRecord, srv.Name, isNext: false)).ToList();
        return codes.Contains(LocateAttempt.Followed, StringComparer.Ordinal) ? LocateAttempt.Followed : codes[0];
    }

    /// <summary>Takes a service into the search, or its host into the list for an administrator.</summary>
    private string Offer(Uri endpoint, LocateMeans means, HostReason reason, string from, bool isNext)
    {
        if (_hosts.Contains(endpoint))
        {
            return Queue(Endpoints.In(endpoint, means), means, isNext) ? LocateAttempt.Followed : Trouble(ErrorNumbers.ServerNotFound, "RedirectRepeated");
        }

        if (!_unconfirmed.Exists(h => string.Equals(h.Host, endpoint.IdnHost, StringComparison.OrdinalIgnoreCase)))
        {
            _unconfirmed.Add(new HostToConfirm(endpoint.IdnHost, reason, from));
        }

        return LocateAttempt.NeedsConfirmation;
    }

    private bool Queue(Uri endpoint, LocateMeans means, bool isNext)
    {
        if (!_asked.Add((endpoint.AbsoluteUri, _address.ToUpperInvariant())))
        {
            return false;
        }

        var ask = new Probe.Ask(endpoint, means, _address);
        _ = isNext ? _queue.AddFirst(ask) : _queue.AddLast(ask);
        return true;
    }
}
