using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Settings;

/// <summary>P3.</summary>
[EnableRateLimiting(RequestLimits.Work)]
[Confirmed]
public sealed class ExchangeModel(
    SyncDbContext db, ConnectionEditor editor, ConnectionTests tests, IOptions<NetworkOptions> network, IStringLocalizer<ExchangeModel> texts) : PageModel
{
    private const string New = "new";
    private const string Root = "/settings/exchange";

    [BindProperty]
    public ConnectionInput Input { get; set; } = new();

    /// <summary>Which of the connections: its id, "new", or nothing for the first.</summary>
    [FromRoute(Name = "connection")]
    public string? Connection { get; set; }

    public IReadOnlyList<SavedConnection> Connections { get; private set; } = [];

    public SavedConnection? Saved { get; private set; }

    /// <summary>Several connections divide the mail domains among them.</summary>
    public bool HasDomains => Connections.Count > 1 || Connection is not null || !string.IsNullOrEmpty(Input.Domains);

    public string PathOf(SavedConnection connection) => connection == Connections[0] ? Root : $"{Root}/{connection.Id:N}";

    /// <summary>"contoso.com, fabrikam.com", or that it is for every other domain.</summary>
    public string NameOf(SavedConnection connection) =>
        MailDomains.Of(connection.Terms.Domains) is { Count: > 0 } domains ? string.Join(", ", domains) : texts["Domains_All"];

    public ConnectionTest? Test { get; private set; }

    public IReadOnlyList<TestPerson> People { get; private set; } = [];

    /// <summary>The fields few need are open where they say something.</summary>
    public bool HasRareFields =>
        !string.IsNullOrEmpty(Input.AllowedHosts) || !string.IsNullOrEmpty(Input.TrustedRoot)
        || ModelState["Input.AllowedHosts"] is { Errors.Count: > 0 } || ModelState["Input.TrustedRoot"] is { Errors.Count: > 0 };

    /// <summary>Says in an empty field that a secret of these methods is saved.</summary>
    public string SavedHint(params SignInMethod[] methods) =>
        Saved is { HasSecret: true } && methods.Contains(Saved.Terms.SignIn) ? texts["Secret_Saved"] : "";

    public async Task<IActionResult> OnGetAsync([FromServices] Reader reader, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reader, cancellationToken))
        {
            return NotFound();
        }

        Input = ConnectionInput.Of(Saved);
        return Page();
    }

    public Task<IActionResult> OnPostAsync([FromServices] Reader reader, CancellationToken cancellationToken) =>
        SaveAsync(reader, isTest: false, cancellationToken);

    /// <summary>Replaces the certificate before the old one ends.</summary>
    public Task<IActionResult> OnPostNewCertificateAsync([FromServices] Reader reader, CancellationToken cancellationToken)
    {
        Input.WantsNewCertificate = true;
        return SaveAsync(reader, isTest: false, cancellationToken);
    }

    /// <summary>The hosts that the last test found and nobody had confirmed may get the secret now; the test goes on with them.</summary>
    public async Task<IActionResult> OnPostConfirmHostsAsync([FromServices] Reader reader, CancellationToken cancellationToken)
    {
        if (tests.Last(reader.Id) is { IsRunning: false, HostsToConfirm: { Count: > 0 } hosts } test
            && await editor.ConfirmHostsAsync(test.ConnectionId, hosts.Select(h => h.Host), cancellationToken))
        {
            this.Say(texts["Message_HostsConfirmed"]);
            tests.Start(reader.Id, test.ConnectionId, test.Person);
        }

        return Redirect(Request.Path + "#test");
    }

    /// <summary>One of several goes. Its mailboxes find another that serves them, and keep their links.</summary>
    public async Task<IActionResult> OnPostRemoveAsync([FromServices] Reader reader, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reader, cancellationToken) || Saved is null || Connections.Count < 2)
        {
            return NotFound();
        }

        if (await editor.RemoveAsync(Saved.Id, Input.Revision, cancellationToken))
        {
            this.Say(texts["Message_Removed"]);
            return Redirect(Root);
        }

        this.Say(texts["ChangedMeanwhile"]);
        return Redirect(Request.Path);
    }

    /// <summary>The public half of the certificate, to be registered in Entra.</summary>
    public async Task<IActionResult> OnGetCertificateAsync([FromServices] Reader reader, CancellationToken cancellationToken) =>
        await LoadAsync(reader, cancellationToken) && Saved?.Certificate is { } pem
            ? File(ApplicationCertificate.FileOf(pem), "application/pkix-cert", "severa-calendarsync.cer")
            : NotFound();

    /// <summary>Saves first: what is tested is what runs will use.</summary>
    public Task<IActionResult> OnPostTestAsync([FromServices] Reader reader, CancellationToken cancellationToken) =>
        SaveAsync(reader, isTest: true, cancellationToken);

    private async Task<IActionResult> SaveAsync(Reader reader, bool isTest, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reader, cancellationToken))
        {
            return NotFound();
        }

        var person = isTest ? await FindPersonAsync(cancellationToken) : null;
        Check();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var (outcome, id) = await editor.SaveAsync(Input.ToChange(Saved?.Id), cancellationToken);
        if (outcome == SaveOutcome.ChangedMeanwhile)
        {
            ModelState.AddModelError("", texts["ChangedMeanwhile"]);
            return Page();
        }

        if (!(isTest && outcome == SaveOutcome.Unchanged))
        {
            this.Say(texts[$"Message_{outcome}"]);
        }

        if (isTest)
        {
            tests.Start(reader.Id, id, person);
        }

        var path = Connection is New ? $"{Root}/{id:N}" : $"{Request.Path}";
        return Redirect(isTest ? path + "#test" : path);
    }

    /// <returns>False: there is no such connection, or no longer.</returns>
    private async Task<bool> LoadAsync(Reader reader, CancellationToken cancellationToken)
    {
        Connections = await SavedConnection.ListAsync(db, cancellationToken);
        Saved = Connection switch
        {
            null => Connections is [var first, ..] ? first : null,
            New => null,
            _ => Connections.FirstOrDefault(c => c.Id.ToString("N") == Connection),
        };
        Test = tests.Last(reader.Id) is { } last && last.ConnectionId == Saved?.Id ? last : null;
        People = await TestPeople.ListAsync(db, cancellationToken);
        return Saved is not null || Connection is null or New;
    }

    private async Task<TestPerson?> FindPersonAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Input.TestAddress))
        {
            return null;
        }

        var person = await TestPeople.FindAsync(db, Input.TestAddress, cancellationToken);
        if (person is null)
        {
            AddError("TestAddress", "TestAddress_Unknown");
        }
        else if (!MailDomains.Serve(MailDomains.Of(Input.Domains), person.Address))
        {
            AddError("TestAddress", "TestAddress_OtherDomain");
        }

        return person;
    }

    private void Check()
    {
        Input.Url = ServerAddress.For(Input.Version, Input.Url, network.Value.AllowLoopback);
        foreach (var (field, text) in ConnectionRules.Problems(Input, Saved, network.Value.AllowLoopback))
        {
            AddError(field, text);
        }
    }

    private void AddError(string field, string text) => ModelState.AddModelError($"Input.{field}", texts[text]);
}
