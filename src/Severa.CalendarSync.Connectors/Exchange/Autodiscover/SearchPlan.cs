using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>
/// One search as decisions only: what to try next, and what follows from each answer. The order is Microsoft's: the mail domain,
/// <c>autodiscover.</c> before it, the unsecured GET, the SRV record; SOAP first where the product has it.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange.
/// </summary>
internal sealed partial class SearchPlan
{
    /// <summary>So many refused sign-ins end the search: a third could lock the account.</summary>
    public const int MostRefusals = 2;

    private readonly LinkedList<Probe> _queue = new();
    private readonly HashSet<(string Url, string Address)> _asked = [];
    private readonly List<HostToConfirm> _unconfirmed = [];
    private readonly List<(int Number, string Code)> _troubles = [];
    private readonly SearchTerms _terms;
    private readonly KnownHosts _hosts;
    private string _address;
    private int _refusals;
    private LocateResult? _end;

    /// <param name="address">Whose mailbox is looked for.</param>
    /// <param name="terms">Who may be asked, and how.</param>
    public SearchPlan(string address, SearchTerms terms)
    {
        (_address, _terms) = (address, terms);
        var domain = MailDomain.Of(address);
        _hosts = new KnownHosts(domain ?? "", terms.ConfirmedHosts.Concat(terms.OperatorsEndpoints.Select(e => e.IdnHost)));
        if (domain is null)
        {
            End(new LocateResult.Failed(ErrorNumbers.NoMailbox, "AddressUnusable", IsPermanent: true));
            return;
        }

        _addresses.Add(address);
        Begin(domain, HostReason.RedirectAddress, domain);
    }

    /// <summary>How it ended, once there is nothing left to try.</summary>
    public LocateResult Result => _end
        ?? (_unconfirmed.Count > 0 && _refusals < MostRefusals ? new LocateResult.NeedsConfirmation([.. _unconfirmed]) : Verdict.Of(_troubles));

    /// <summary>What to try next; null when the search is over.</summary>
    public Probe? Next()
    {
        var next = _queue.First?.Value;
        if (next is not null)
        {
            _queue.RemoveFirst();
        }

        return next;
    }

    /// <summary>Takes in what became of a probe. The answer is the attempt's code.</summary>
    public string Learn(Probe probe, ProbeAnswer answer) => (probe, answer) switch
    {
        (Probe.Ask ask, ProbeAnswer.Settings settings) => Settings(ask, settings),
        (Probe.Ask ask, ProbeAnswer.Moved moved) => Follow(moved.Location, ask.Endpoint, HostReason.HttpRedirect, ask.Endpoint.IdnHost, ask.Means),
        (Probe.Ask ask, ProbeAnswer.OtherUrl other) => Follow(other.Url, null, HostReason.RedirectUrl, ask.Endpoint.IdnHost, ask.Means),
        (Probe.Ask ask, ProbeAnswer.OtherAddress other) => Restart(other.Address, ask.Endpoint.IdnHost),
        (Probe.Ask ask, ProbeAnswer.Busy busy) => Busy(ask, busy),
        (Probe.Where where, ProbeAnswer.Moved moved) => Follow(moved.Location, where.Url, HostReason.UnsecuredRedirect, where.Url.IdnHost, _terms.First),
        (Probe.Srv srv, ProbeAnswer.Records records) => Records(srv, records.Targets),
        (_, ProbeAnswer.Refused refused) => Refused(refused),
        (_, ProbeAnswer.Failed failed) => Failed(probe, failed),
        _ => Trouble(ErrorNumbers.ServerNotFound, "Unexpected"),
    };

    private void Begin(string domain, HostReason reason, string from)
    {
        _queue.Clear();
        foreach (var endpoint in _terms.OperatorsEndpoints.Concat(Endpoints.Of(domain)))
        {
            Offer(endpoint, _terms.First, reason, from, isNext: false);
        }

        _queue.AddLast(new Probe.Where(Endpoints.Unsecured(domain)));
        _queue.AddLast(new Probe.Srv(Endpoints.SrvName(domain)));
    }

    /// <summary>The outer address first: it works from everywhere. One that is not usable is as good as none.</summary>
    private string Settings(Probe.Ask ask, ProbeAnswer.Settings settings)
    {
        var code = "NoEwsUrl";
        foreach (var named in new[] { settings.ExternalEwsUrl, settings.InternalEwsUrl }.Where(url => !string.IsNullOrWhiteSpace(url)))
        {
            var (url, problem) = Redirects.Read(named, null, _terms.Network);
            if (url is null)
            {
                code = problem!;
                continue;
            }

            if (!_hosts.Contains(url))
            {
                End(new LocateResult.NeedsConfirmation([new HostToConfirm(url.IdnHost, HostReason.EwsUrl, ask.Endpoint.IdnHost)]));
                return LocateAttempt.NeedsConfirmation;
            }

            End(new LocateResult.Found(url)
            {
                GroupingInformation = settings.Grouping,
                SupportedSchemas = settings.Schemas,
                OtherAddress = _addresses.Count > 1 ? ask.Address : null,
            });
            return LocateAttempt.Found;
        }

        return Failed(ask, new ProbeAnswer.Failed(ErrorNumbers.ServerNotFound, code, TryPlainXml: true));
    }

    /// <summary>A busy server is asked once more, after everybody else.</summary>
    private string Busy(Probe.Ask ask, ProbeAnswer.Busy busy)
    {
        if (!ask.IsSecondTry)
        {
            _queue.AddLast(ask with { IsSecondTry = true });
        }

        return Trouble(ErrorNumbers.ServerBusy, busy.Code);
    }

    /// <summary>One refusal proves nothing, as the next server may think otherwise. A locked account does.</summary>
    private string Refused(ProbeAnswer.Refused refused)
    {
        _refusals = refused.Number == ErrorNumbers.PasswordRefused ? _refusals + 1 : MostRefusals;
        if (_refusals >= MostRefusals)
        {
            _queue.Clear();
        }

        return Trouble(refused.Number, refused.Code);
    }

    private string Failed(Probe probe, ProbeAnswer.Failed failed)
    {
        if (failed.TryPlainXml && probe is Probe.Ask { Means: LocateMeans.Soap } ask)
        {
            Queue(Endpoints.In(ask.Endpoint, LocateMeans.PlainXml), LocateMeans.PlainXml, isNext: true);
        }

        return Trouble(failed.Number, failed.Code);
    }

    private string Trouble(int number, string code)
    {
        _troubles.Add((number, code));
        return code;
    }

    private void End(LocateResult result)
    {
        _end = result;
        _queue.Clear();
    }
}
