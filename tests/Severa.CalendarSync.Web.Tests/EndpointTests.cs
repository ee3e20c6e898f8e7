using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>What Authorization/matrix.txt does not say.</summary>
public sealed class EndpointTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task EveryPostHandler_WithoutAntiforgeryToken_IsRefused()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var pages = await PagesWithPostAsync();
        Assert.True(pages.Count > 5, "No pages were found.");
        foreach (var path in pages)
        {
            using var answer = await administrator.ForgeAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path} answered {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(AppFactory.Admin, HttpStatusCode.OK)]
    [InlineData(AppFactory.Aino, HttpStatusCode.Forbidden)]
    public async Task JobDashboard_OpensForOperatorsOnly(string email, HttpStatusCode expected)
    {
        using var visitor = await app.SignInAsync(email);
        using var answer = await visitor.GetAsync("/operations/jobs");
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task JobDashboard_PostWithoutToken_IsForbidden()
    {
        using var operatorVisit = await app.SignInAsync(AppFactory.Admin);
        using var answer = await operatorVisit.ForgeAsync("/operations/jobs/recurring/trigger");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_AskedByNobody_AnswersOneWord(string path)
    {
        using var visitor = app.Visit();
        Assert.Equal("Healthy", await visitor.ReadAsync(path));
    }

    private IEnumerable<RouteEndpoint> Endpoints()
    {
        _ = app.Address;
        return app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
    }

    /// <summary>The address of a page, with something in the place of each parameter.</summary>
    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : Sample(segment.Parts[0])));

    private static string Sample(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) =>
        part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter && parameter.ParameterPolicies.Any(p => p.Content == "guid")
            ? Guid.Empty.ToString()
            : "1";

    private async Task<List<string>> PagesWithPostAsync()
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var paths = new List<string>();
        foreach (var endpoint in Endpoints())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page || page.ViewEnginePath == "/Status")
            {
                continue;
            }

            var compiled = await loader.LoadAsync(page, endpoint.Metadata);
            if (compiled.HandlerMethods.Any(h => string.Equals(h.HttpMethod, "POST", StringComparison.OrdinalIgnoreCase)))
            {
                paths.Add(PathOf(endpoint));
            }
        }

        return paths;
    }
}
