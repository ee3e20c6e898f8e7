using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.SignIn;

namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>
/// SOAP at /autodiscover/autodiscover.svc, plain XML at /autodiscover/autodiscover.xml, behind the same sign-in as EWS.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange.
/// </summary>
internal static class AutodiscoverEndpoints
{
    private const string SoapPath = "/autodiscover/autodiscover.svc";
    private const string PoxPath = "/autodiscover/autodiscover.xml";

    public static RouteGroupBuilder Map(IEndpointRouteBuilder app)
    {
        var service = app.MapGroup("").DisableAntiforgery();
        service.AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<IOptions<SandboxOptions>>().Value.Autodiscover.Enabled ? await next(context) : Results.NotFound());
        service.MapPost(SoapPath, (HttpContext http, AutodiscoverServer server, AutodiscoverPlan plan, SignInGate gate) =>
            HandleAsync(http, "soap", plan, gate, async root => server.HasSoap ? await server.SoapAsync(root, http) : AutodiscoverAnswer.Bare(StatusCodes.Status404NotFound)));
        service.MapPost(PoxPath, (HttpContext http, AutodiscoverServer server, AutodiscoverPlan plan, SignInGate gate) =>
            HandleAsync(http, "pox", plan, gate, root => server.PoxAsync(root, http)));
        service.MapGet(PoxPath, GetAsync);
        return service;
    }

    private static async Task HandleAsync(
        HttpContext http, string endpoint, AutodiscoverPlan plan, SignInGate gate, Func<XElement?, Task<AutodiscoverAnswer>> answer)
    {
        if (OfServer(plan.TakeOfServer(http.Request.Host.Host, endpoint)) is { } early)
        {
            await early.WriteAsync(http);
            return;
        }

        if (await gate.PassAsync(http) is not null)
        {
            await (await answer(await AutodiscoverText.ReadAsync(http))).WriteAsync(http);
        }
    }

    /// <summary>The one question that is asked without a sign-in and without https: where is Autodiscover?</summary>
    private static async Task GetAsync(HttpContext http, IOptions<SandboxOptions> options, AutodiscoverServer server, AutodiscoverPlan plan, SignInGate gate)
    {
        if (options.Value.Autodiscover.RedirectUnsecuredTo is { Length: > 0 } target)
        {
            await AutodiscoverAnswer.Redirect(target).WriteAsync(http);
            return;
        }

        await HandleAsync(http, "pox", plan, gate, _ => server.PoxAsync(null, http));
    }

    private static AutodiscoverAnswer? OfServer(AutodiscoverRule? rule) => rule?.Kind switch
    {
        null => null,
        AutodiscoverTrouble.HttpRedirect => AutodiscoverAnswer.Redirect(rule.Target),
        _ => AutodiscoverAnswer.Bare(rule.Status),
    };
}
