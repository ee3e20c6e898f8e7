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
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Settings;

/// <summary>P3.</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class ExchangeModel(
    SyncDbContext db, ConnectionEditor editor, ConnectionTests tests, IOptions<NetworkOptions> network, IStringLocalizer<ExchangeModel> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public SavedConnection? Saved { get; private set; }

    public ConnectionTest? Test { get; private set; }

    public IReadOnlyList<TestPerson> People { get; private set; } = [];

    /// <summary>The fields few need are open where they say something.</summary>
    public bool HasRareFields =>
        !string.IsNullOrEmpty(Input.AllowedHosts) || !string.IsNullOrEmpty(Input.TrustedRoot)
        || ModelState["Input.AllowedHosts"] is { Errors.Count: > 0 } || ModelState["Input.TrustedRoot"] is { Errors.Count: > 0 };

    /// <summary>Says in an empty field that a secret of these methods is saved.</summary>
    public string SavedHint(params SignInMethod[] methods) =>
        Saved is { HasSecret: true } && methods.Contains(Saved.Terms.SignIn) ? texts["Secret_Saved"] : "";

    public async Task OnGetAsync([FromServices] Reader reader, CancellationToken cancellationToken)
    {
        await LoadAsync(reader, cancellationToken);
        Input = new InputModel
        {
            Version = Saved?.Terms.Version ?? ExchangeVersion.Exchange2019,
            Url = Saved?.Terms.Url,
            AllowedHosts = Saved?.Terms.AllowedHosts,
            TrustedRoot = Saved?.Terms.TrustedRoot,
            SignIn = Saved?.Terms.SignIn ?? SignInMethod.Basic,
            DelegateUsername = Saved?.Terms.DelegateUsername,
            Tenant = Saved?.Terms.Tenant,
            ApplicationId = Saved?.Terms.ApplicationId,
            Revision = Saved?.Revision ?? 0,
        };
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
            && await editor.ConfirmHostsAsync(hosts.Select(h => h.Host), cancellationToken))
        {
            this.Say(texts["Message_HostsConfirmed"]);
            tests.Start(reader.Id, test.Person);
        }

        return Redirect("/settings/exchange#test");
    }

    /// <summary>The public half of the certificate, to be registered in Entra.</summary>
    public async Task<IActionResult> OnGetCertificateAsync(CancellationToken cancellationToken) =>
        (await SavedConnection.ReadAsync(db, cancellationToken))?.Certificate is { } pem
            ? File(ApplicationCertificate.FileOf(pem), "application/pkix-cert", "severa-calendarsync.cer")
            : NotFound();

    /// <summary>Saves first: what is tested is what runs will use.</summary>
    public Task<IActionResult> OnPostTestAsync([FromServices] Reader reader, CancellationToken cancellationToken) =>
        SaveAsync(reader, isTest: true, cancellationToken);

    private async Task<IActionResult> SaveAsync(Reader reader, bool isTest, CancellationToken cancellationToken)
    {
        await LoadAsync(reader, cancellationToken);
        var person = isTest ? await FindPersonAsync(cancellationToken) : null;
        Check();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await editor.SaveAsync(Input.ToChange(), cancellationToken);
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
            tests.Start(reader.Id, person);
        }

        return Redirect(isTest ? "/settings/exchange#test" : "/settings/exchange");
    }

    private async Task LoadAsync(Reader reader, CancellationToken cancellationToken)
    {
        Saved = await SavedConnection.ReadAsync(db, cancellationToken);
        Test = tests.Last(reader.Id);
        People = await TestPeople.ListAsync(db, cancellationToken);
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

        return person;
    }

    private void Check()
    {
        Input.Url = ServerAddress.For(Input.Version, Input.Url, network.Value.AllowLoopback);
        if (Input.Url.Length > 0 && ServerAddress.Problem(Input.Url, network.Value.AllowLoopback) is { } problem)
        {
            AddError("Url", problem);
        }

        ErrorIf(AllowedHosts.FirstWrong(Input.AllowedHosts) is not null, "AllowedHosts", "AllowedHosts_Wrong");
        ErrorIf(!string.IsNullOrWhiteSpace(Input.TrustedRoot) && ConnectionRoots.Of(Input.TrustedRoot).IsEmpty, "TrustedRoot", "TrustedRoot_Wrong");
        if (!Input.SignIn.Fits(Input.Version))
        {
            AddError("SignIn", "SignIn_NotForOffice365");
        }
        else if (Input.SignIn.HasPassword())
        {
            ErrorIf(string.IsNullOrWhiteSpace(Input.DelegateUsername), "DelegateUsername", "DelegateUsername_Required");
            ErrorIf(Saved is null && string.IsNullOrEmpty(Input.DelegatePassword), "DelegatePassword", "DelegatePassword_Required");
        }
        else
        {
            ErrorIf(!IsTenant(Input.Tenant), "Tenant", "Tenant_Required");
            ErrorIf(!Guid.TryParse(Input.ApplicationId?.Trim(), out _), "ApplicationId", "ApplicationId_Required");
            ErrorIf(Saved is null && Input.SignIn == SignInMethod.ClientSecret && string.IsNullOrEmpty(Input.ClientSecret), "ClientSecret", "ClientSecret_Required");
        }
    }

    /// <summary>An id, or a domain such as contoso.onmicrosoft.com.</summary>
    private static bool IsTenant(string? tenant) =>
        tenant?.Trim() is { Length: > 0 } name && Uri.CheckHostName(name) == UriHostNameType.Dns && (name.Contains('.', StringComparison.Ordinal) || Guid.TryParse(name, out _));

    private void ErrorIf(bool isWrong, string field, string text)
    {
        if (isWrong)
        {
            AddError(field, text);
        }
    }

    private void AddError(string field, string text) => ModelState.AddModelError($"Input.{field}", texts[text]);

    public sealed class InputModel
    {
        [EnumDataType(typeof(ExchangeVersion), ErrorMessage = "Value_Invalid")]
        public ExchangeVersion Version { get; set; }

        [StringLength(1000, ErrorMessage = "Text_TooLong")]
        public string? Url { get; set; }

        [StringLength(4000, ErrorMessage = "Text_TooLong")]
        public string? AllowedHosts { get; set; }

        [StringLength(64 * 1024, ErrorMessage = "Text_TooLong")]
        public string? TrustedRoot { get; set; }

        [EnumDataType(typeof(SignInMethod), ErrorMessage = "Value_Invalid")]
        public SignInMethod SignIn { get; set; }

        [StringLength(320, ErrorMessage = "Text_TooLong")]
        public string? DelegateUsername { get; set; }

        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? DelegatePassword { get; set; }

        [StringLength(253, ErrorMessage = "Text_TooLong")]
        public string? Tenant { get; set; }

        [StringLength(100, ErrorMessage = "Text_TooLong")]
        public string? ApplicationId { get; set; }

        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? ClientSecret { get; set; }

        [StringLength(320, ErrorMessage = "Text_TooLong")]
        public string? TestAddress { get; set; }

        public long Revision { get; set; }

        [BindNever]
        public bool WantsNewCertificate { get; set; }

        internal ConnectionChange ToChange() => new(Terms, NewSecret, Revision, WantsNewCertificate);

        private ConnectionTerms Terms => new()
        {
            Version = Version,
            Url = Url!,
            AllowedHosts = Exchange.AllowedHosts.Lines(Exchange.AllowedHosts.Of(AllowedHosts)),
            TrustedRoot = TrustedRoot?.ReplaceLineEndings("\n").Trim() ?? "",
            SignIn = SignIn,
            DelegateUsername = DelegateUsername?.Trim() ?? "",
            Tenant = Tenant?.Trim() ?? "",
            ApplicationId = ApplicationId?.Trim() ?? "",
        };

        private string? NewSecret => SignIn switch
        {
            SignInMethod.Basic or SignInMethod.Windows => NullIfEmpty(DelegatePassword),
            SignInMethod.ClientSecret => NullIfEmpty(ClientSecret),
            SignInMethod.Certificate => null,
        };

        private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
    }
}
