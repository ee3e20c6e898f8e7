using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Tries what a plan wants tried. A secret is sent only to a server that has asked for a sign-in the connection has.</summary>
internal sealed class AutodiscoverWire(AutodiscoverAccess access, ISrvLookup dns, ExchangeVersion version, TimeSpan limit, TimeProvider time)
{
    private const int RefusalLength = 4096;

    public async Task<ProbeAnswer> TryAsync(Probe probe, CancellationToken cancellationToken)
    {
        using var timeout = new EwsTimeout(limit, time, cancellationToken);
        try
        {
            return probe switch
            {
                Probe.Ask ask => await AskAsync(ask, timeout.Token),
                Probe.Where where => await WhereAsync(where, timeout.Token),
                Probe.Srv srv => new ProbeAnswer.Records(await dns.FindAsync(srv.Name, timeout.Token)),
                _ => throw new ArgumentOutOfRangeException(nameof(probe)),
            };
        }
        catch (Exception exception) when (FailureOf(exception, cancellationToken) is { } failure)
        {
            return failure;
        }
    }

    /// <summary>First without a sign-in: a web site that is no Exchange says so, and never learns the secret.</summary>
    private async Task<ProbeAnswer> AskAsync(Probe.Ask ask, CancellationToken cancellationToken)
    {
        using (var response = await SendAsync(access.Anonymous, ask, cancellationToken))
        {
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return await ReadAsync(response, ask, cancellationToken);
            }

            if (!response.Headers.WwwAuthenticate.Any(w => access.Schemes.Contains(w.Scheme, StringComparer.OrdinalIgnoreCase)))
            {
                return new ProbeAnswer.Failed(ErrorNumbers.BasicSwitchedOff, "SignInNotOffered");
            }
        }

        using var answer = await SendAsync(access.SignedIn, ask, cancellationToken);
        return answer.StatusCode == HttpStatusCode.Unauthorized ? await RefusalAsync(answer, cancellationToken) : await ReadAsync(answer, ask, cancellationToken);
    }

    private async Task<ProbeAnswer> WhereAsync(Probe.Where where, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, where.Url);
        request.Headers.UserAgent.ParseAdd("Severa.CalendarSync");
        using var response = await access.Unsecured.SendAsync(request, cancellationToken);
        return IsRedirect(response) ? new ProbeAnswer.Moved(response.Headers.Location?.OriginalString) : new ProbeAnswer.Failed(ErrorNumbers.ServerNotFound, "NoRedirect");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker http, Probe.Ask ask, CancellationToken cancellationToken)
    {
        var body = ask.Means == LocateMeans.Soap ? SoapAutodiscover.Write(ask, version) : PlainAutodiscover.Write(ask);
        using var request = new HttpRequestMessage(HttpMethod.Post, ask.Endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        request.Headers.Accept.ParseAdd("text/xml");
        request.Headers.UserAgent.ParseAdd("Severa.CalendarSync");
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<ProbeAnswer> ReadAsync(HttpResponseMessage response, Probe.Ask ask, CancellationToken cancellationToken)
    {
        if (IsRedirect(response))
        {
            return new ProbeAnswer.Moved(response.Headers.Location?.OriginalString);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            var isBusy = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            var code = string.Create(CultureInfo.InvariantCulture, $"Http{(int)response.StatusCode}");
            return isBusy ? new ProbeAnswer.Busy(code) : new ProbeAnswer.Failed(ErrorNumbers.ServerNotFound, code, TryPlainXml: true);
        }

        await using var stream = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), AutodiscoverXml.MostBytes, cancellationToken);
        var root = await AutodiscoverXml.ReadAsync(stream, cancellationToken);
        return ask.Means == LocateMeans.Soap ? SoapAutodiscover.Read(root) : PlainAutodiscover.Read(root);
    }

    private static async Task<ProbeAnswer> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[RefusalLength];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var isLocked = Encoding.UTF8.GetString(buffer, 0, length).Contains("locked out", StringComparison.OrdinalIgnoreCase);
        return new ProbeAnswer.Refused(isLocked ? ErrorNumbers.AccountLocked : ErrorNumbers.PasswordRefused, "Http401");
    }

    private static bool IsRedirect(HttpResponseMessage response) => response.StatusCode
        is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>What went wrong; null where nothing did but that the caller gave up.</summary>
    private static ProbeAnswer.Failed? FailureOf(Exception exception, CancellationToken callers) => exception switch
    {
        SrvLookupException => new(ErrorNumbers.ServerNotFound, "DnsFailed"),
        XmlException => new(ErrorNumbers.ServerNotFound, "NotAutodiscover", TryPlainXml: true),
        SideException refused => new(refused.Number, refused.Code),
        HttpRequestException lost => HttpErrors.Of(lost) is SideException known ? new(known.Number, known.Code) : new(ErrorNumbers.ServerNotFound, "ConnectionLost"),
        IOException => new(ErrorNumbers.ServerNotFound, "CutAnswer"),
        OperationCanceledException when !callers.IsCancellationRequested => new(ErrorNumbers.ServerNotFound, EwsTimeout.Code),
        _ => null,
    };
}
