using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Authorization;

/// <summary>Every page and handler, asked by everybody: matrix.txt says what each gets.</summary>
[Trait("Category", "Authorization")]
public sealed class AuthorizationMatrixTests(AuthorizationMatrixTests.MatrixApp app, ITestOutputHelper output) : IClassFixture<AuthorizationMatrixTests.MatrixApp>
{
    private const string Target = "target@contoso.test";

    /// <summary>Everything that is no page: who may call it.</summary>
    private static readonly Dictionary<string, string> OtherEndpoints = new(StringComparer.Ordinal)
    {
        ["/health/live"] = "anybody",
        ["/health/ready"] = "anybody",
        ["/metrics"] = Policies.Metrics,
        ["/operations/jobs"] = Policies.Operator,
        ["/EWS/"] = "anybody", // the simulated Exchange asks for its own credentials
        ["/autodiscover/"] = "anybody",
        ["/{tenant}/"] = "anybody", // the simulated Entra ID
        ["/common/discovery/instance"] = "anybody",
        ["/sandbox/api"] = "anybody", // for programs that try things out; with Sandbox:Enabled only
        ["/sandbox"] = "signed in",
        ["/{**path:file}"] = "signed in", // a file that does not exist; those that do are open to anybody
    };

    [Fact]
    public async Task EveryPageAndHandler_HasARow_AndEveryRowAHandler()
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var handlers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in Endpoints().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null))
        {
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>()!;
            var compiled = await loader.LoadAsync(page, endpoint.Metadata);
            handlers.Add($"GET {page.ViewEnginePath}");
            handlers.UnionWith(compiled.HandlerMethods.Select(h => $"{h.HttpMethod.ToUpperInvariant()} {page.ViewEnginePath} {h.Name}".TrimEnd()));
        }

        // The page of errors answers to the method of the request that failed.
        handlers.Remove("POST /Status");
        Assert.Equal(handlers, new SortedSet<string>(MatrixRow.ReadAll().Select(row => row.Name), StringComparer.Ordinal));
    }

    [Fact]
    public void EveryOtherEndpoint_IsNamed_WithWhoMayCallIt()
    {
        var others = Endpoints()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is null && !e.Metadata.Any(m => m.GetType().Name.Contains("StaticAsset", StringComparison.Ordinal)))
            .ToList();
        Assert.NotEmpty(others);
        Assert.All(others, e =>
        {
            var route = "/" + e.RoutePattern.RawText!.TrimStart('/');
            var rule = OtherEndpoints.Where(r => route.StartsWith(r.Key, StringComparison.OrdinalIgnoreCase)).OrderByDescending(r => r.Key.Length).FirstOrDefault();
            Assert.True(rule.Key is not null, $"{route} is not in the list.");
            Assert.Equal((route, rule.Value), (route, WhoMay(e)));
        });
    }

    [Theory]
    [InlineData(Asker.Anonymous)]
    [InlineData(Asker.User)]
    [InlineData(Asker.Other)]
    [InlineData(Asker.Administrator)]
    [InlineData(Asker.Operator)]
    public async Task EveryPageAndHandler_Answers(Asker asker)
    {
        var samples = await app.SamplesAsync();
        var wrong = new List<string>();
        var rows = MatrixRow.ReadAll();
        var visitor = await app.VisitAsync(asker);
        foreach (var row in rows)
        {
            using var answer = await AskAsync(visitor, row, samples);
            var (expected, actual) = (row.Answers[(int)asker], Kind(answer));
            if (actual != expected)
            {
                wrong.Add($"{row.Name}: {expected} was expected, and it was {actual} ({(int)answer.StatusCode} {answer.Headers.Location})");
            }

            if (row.Page == "/SignOut")
            {
                visitor.Dispose();
                visitor = await app.VisitAsync(asker);
            }
        }

        visitor.Dispose();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        output.WriteLine($"{asker}: {rows.Count} pages and handlers answer as the matrix says.");
    }

    private static async Task<HttpResponseMessage> AskAsync(Visitor visitor, MatrixRow row, Samples samples)
    {
        var path = samples.PathOf(row.Page);
        var target = row.Handler.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={row.Handler}";
        return row.Method == "GET" ? await visitor.GetAsync(target) : await visitor.PostAsync(target, "/help/errors", "/sign-in", samples.Fields);
    }

    private static string Kind(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Redirect when answer.Headers.Location!.ToString().Contains("/sign-in?returnUrl=", StringComparison.Ordinal) => "in",
        HttpStatusCode.Forbidden => "no",
        HttpStatusCode.NotFound => "none",
        HttpStatusCode.OK or HttpStatusCode.Redirect => "ok",
        var other => $"{(int)other}",
    };

    private static string WhoMay(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return "anybody";
        }

        return endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).FirstOrDefault(policy => policy is not null) ?? "signed in";
    }

    private IEnumerable<RouteEndpoint> Endpoints()
    {
        _ = app.Address;
        return app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
    }

    /// <summary>What the addresses and forms name: an activity of Aino's, her switch, a session of hers, a person to be administered.</summary>
    internal sealed record Samples(Guid Activity, Guid Deleted, Guid Type, Guid Person, Guid Aino, string Session)
    {
        public (string Name, string Value)[] Fields =>
            [("Account", $"{Aino}"), ("id", $"{Deleted}"), ("run", $"{Guid.Empty}"), ("mailbox", $"{Guid.Empty}"), ("link", $"{Guid.Empty}"), ("Input.Version", "0"), ("session", Session)];

        public string PathOf(string page) => page switch
        {
            "/Index" => "/",
            "/SetUp" => "/setup",
            "/Status" => "/status/404",
            "/Help/Topic" => "/help/errors",
            "/Activities/Edit" => $"/activities/edit/{Activity}",
            "/Settings/ActivityTypes/Edit" => $"/settings/activity-types/{Type}",
            "/Settings/Users/Person" => $"/settings/users/person/{Person}",
            _ => string.Join('/', page.Split('/').Select(Hyphenated)).Replace("/index", "", StringComparison.Ordinal),
        };

        private static string Hyphenated(string word) =>
            string.Concat(word.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
    }

    /// <summary>The demo organisation with one person for each column.</summary>
    public sealed class MatrixApp : AppFactory
    {
        private readonly Lazy<Task<Samples>> _samples;

        public MatrixApp()
        {
            Settings["Limits:WorkPerMinute"] = "10000";
            _samples = new Lazy<Task<Samples>>(PrepareAsync);
        }

        internal Task<Samples> SamplesAsync() => _samples.Value;

        internal async Task<Visitor> VisitAsync(Asker asker)
        {
            await KeepSessionAsync(await SamplesAsync());
            return asker switch
            {
                Asker.User => await SignInAsync(Aino),
                Asker.Other => await SignInAsync(Mikael),
                Asker.Administrator => await SignInAsync(Admin),
                Asker.Operator => await SignInAsync(Sari),
                _ => Visit(),
            };
        }

        /// <summary>The administrator ends everybody's.</summary>
        private Task<int> KeepSessionAsync(Samples samples) => QueryAsync(async db =>
        {
            if (!await db.Sessions.AnyAsync(s => s.Id == samples.Session))
            {
                db.Sessions.Add(new AccountSession { Id = samples.Session, AccountId = samples.Aino, Stamp = "", EndsAt = DateTime.UtcNow.AddHours(1) });
            }

            return await db.SaveChangesAsync();
        });

        private async Task<Samples> PrepareAsync()
        {
            var (admin, sari, aino) = (await AccountIdAsync(Admin), await AccountIdAsync(Sari), await AccountIdAsync(Aino));
            var person = new Account { Id = Guid.NewGuid(), DisplayName = "Target", Email = Target, NormalizedEmail = Target.ToUpperInvariant(), UserName = Target, NormalizedUserName = Target.ToUpperInvariant(), SecurityStamp = "stamp" };
            return await QueryAsync(async db =>
            {
                // One of the two roles each.
                var operators = await db.Roles.Where(r => r.Name == Roles.Operator).Select(r => r.Id).SingleAsync();
                await db.UserRoles.Where(r => r.UserId == admin && r.RoleId == operators).ExecuteDeleteAsync();
                db.Add(new IdentityUserRole<Guid> { UserId = sari, RoleId = operators });
                db.Users.Add(person);
                await db.SaveChangesAsync();
                var activities = await db.Activities.Where(a => a.OwnerId == aino && a.DeletedAt == null && !a.Participants.Any()).OrderBy(a => a.Id).Select(a => a.Id).Take(2).ToListAsync();
                await db.Activities.Where(a => a.Id == activities[1]).ExecuteUpdateAsync(set => set.SetProperty(a => a.DeletedAt, DateTime.UtcNow));
                var type = await db.ActivityTypes.Where(t => t.Name == "To-do").Select(t => t.Id).SingleAsync();
                return new Samples(activities[0], activities[1], type, person.Id, aino, "session of Aino");
            });
        }
    }
}
