using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using static Severa.CalendarSync.Sandbox.Autodiscover.AutodiscoverTrouble;

namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>Answers what signed-in clients ask, with the trouble the plan holds.</summary>
internal sealed class AutodiscoverServer(IOptions<SandboxOptions> options, UserSettings settings, AutodiscoverPlan plan, TimeProvider clock)
{
    private readonly ExchangeProduct _product = options.Value.Product!;

    /// <summary>Exchange 2007 has no SOAP service.</summary>
    public bool HasSoap => _product.Newest >= SchemaVersion.Exchange2010;

    public async Task<AutodiscoverAnswer> SoapAsync(XElement? envelope, HttpContext http)
    {
        if (envelope is null)
        {
            return AutodiscoverAnswer.Bare(StatusCodes.Status400BadRequest);
        }

        if (SoapService.UsersIn(envelope) is not { } users)
        {
            return new AutodiscoverAnswer(StatusCodes.Status500InternalServerError, AutodiscoverText.Bytes(SoapService.Fault()));
        }

        if (SoapService.RequestErrorIn(envelope) is { } error)
        {
            return Soap(error);
        }

        var answers = new List<XElement>();
        foreach (var user in users)
        {
            var rule = plan.TakeOf(user, http.Request.Host.Host, "soap");
            await WaitAsync(rule, http);
            if (rule?.Kind == RequestServerBusy)
            {
                return Soap(SoapService.RequestError("ServerBusy", "The server is too busy."));
            }

            answers.Add(UserAnswer(envelope, user, rule, http));
            if (Spoilt(rule, () => SoapService.Envelope(SoapService.Answer(answers), _product)) is { } spoilt)
            {
                return spoilt;
            }
        }

        return Soap(SoapService.Answer(answers));
    }

    public async Task<AutodiscoverAnswer> PoxAsync(XElement? request, HttpContext http)
    {
        if (PoxService.UserIn(request) is not { Length: > 0 } user)
        {
            return Pox(PoxService.Error(600, "Invalid Request", clock.GetUtcNow()));
        }

        if (!PoxService.AcceptsOurs(request!))
        {
            return Pox(PoxService.Error(601, "Provider is not available", clock.GetUtcNow()));
        }

        var rule = plan.TakeOf(user, http.Request.Host.Host, "pox");
        await WaitAsync(rule, http);
        return rule?.Kind switch
        {
            RedirectAddress => Pox(PoxService.RedirectAddress(rule.Target)),
            RedirectUrl => Pox(PoxService.RedirectUrl(rule.Target)),
            ServerBusy or RequestServerBusy => AutodiscoverAnswer.Bare(StatusCodes.Status503ServiceUnavailable),
            InternalServerError => Pox(PoxService.Error(603, "The Active Directory cannot be reached.", clock.GetUtcNow())),
            _ => Spoilt(rule, () => PoxAnswer(user, rule, http)) ?? Pox(PoxAnswer(user, rule, http)),
        };
    }

    private XElement UserAnswer(XElement envelope, string user, AutodiscoverRule? rule, HttpContext http) => rule?.Kind switch
    {
        RedirectAddress or RedirectUrl => SoapService.UserError(rule.Kind.ToString(), "The user is elsewhere.", rule.Target),
        InvalidUser or ServerBusy or InternalServerError => SoapService.UserError(rule.Kind.ToString(), "The settings cannot be given."),
        _ => SoapService.User(envelope, settings.Of(user, http.Request), rule?.Kind != SettingsNotAvailable),
    };

    private XElement PoxAnswer(string user, AutodiscoverRule? rule, HttpContext http) =>
        rule?.Kind != InvalidUser && settings.Of(user, http.Request) is { } known
            ? PoxService.Settings(known, rule?.Kind != SettingsNotAvailable)
            : PoxService.InvalidUser(clock.GetUtcNow());

    private async Task WaitAsync(AutodiscoverRule? rule, HttpContext http)
    {
        if (rule?.Kind == Slow)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(rule.Milliseconds), clock, http.RequestAborted);
        }
    }

    /// <summary>An answer no client can use; null when the rule does not want one.</summary>
    private static AutodiscoverAnswer? Spoilt(AutodiscoverRule? rule, Func<XElement> answer) => rule?.Kind switch
    {
        CutAnswer => new(StatusCodes.Status200OK, AutodiscoverText.Bytes(answer())[..^40]),
        WebPage => new(StatusCodes.Status200OK, "<!DOCTYPE html><html><body><p>Welcome<br></body></html>"u8.ToArray(), "text/html; charset=utf-8"),
        DocumentType => new(StatusCodes.Status200OK, [.. "<!DOCTYPE x [<!ENTITY e \"x\">]>"u8, .. Encoding.UTF8.GetBytes(answer().ToString())]),
        Endless => new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(new string(' ', 64 * 1024)), IsEndless: true),
        _ => null,
    };

    private AutodiscoverAnswer Soap(XElement response) => new(StatusCodes.Status200OK, AutodiscoverText.Bytes(SoapService.Envelope(response, _product)));

    private static AutodiscoverAnswer Pox(XElement root) => new(StatusCodes.Status200OK, AutodiscoverText.Bytes(root));
}
