using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
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

    public async Task OnGetAsync([FromServices] Reader reader, CancellationToken cancellationToken)
    {
        await LoadAsync(reader, cancellationToken);
        Input = new InputModel
        {
            Version = Saved?.Version ?? ExchangeVersion.Exchange2019,
            Url = Saved?.Url,
            DelegateUsername = Saved?.DelegateUsername,
            Revision = Saved?.Revision ?? 0,
        };
    }

    public Task<IActionResult> OnPostAsync([FromServices] Reader reader, CancellationToken cancellationToken) =>
        SaveAsync(reader, _ => Task.FromResult<TestPerson?>(null), isTest: false, cancellationToken);

    /// <summary>Saves first: what is tested is what runs will use.</summary>
    public Task<IActionResult> OnPostTestAsync([FromServices] Reader reader, CancellationToken cancellationToken) =>
        SaveAsync(reader, token => FindPersonAsync(token), isTest: true, cancellationToken);

    private async Task<IActionResult> SaveAsync(
        Reader reader, Func<CancellationToken, Task<TestPerson?>> findPerson, bool isTest, CancellationToken cancellationToken)
    {
        await LoadAsync(reader, cancellationToken);
        var person = await findPerson(cancellationToken);
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
            ModelState.AddModelError("Input.TestAddress", texts["TestAddress_Unknown"]);
        }

        return person;
    }

    private void Check()
    {
        Input.Url = ServerAddress.Complete(Input.Url ?? "");
        if (Input.Url.Length > 0 && ServerAddress.Problem(Input.Url, network.Value.AllowLoopback) is { } problem)
        {
            ModelState.AddModelError("Input.Url", texts[problem]);
        }

        var needsPassword = Saved is null && ReachableVersions.Contains(Input.Version);
        if (needsPassword && string.IsNullOrEmpty(Input.DelegatePassword))
        {
            ModelState.AddModelError("Input.DelegatePassword", texts["DelegatePassword_Required"]);
        }
    }

    public sealed class InputModel
    {
        [EnumDataType(typeof(ExchangeVersion), ErrorMessage = "Value_Invalid")]
        public ExchangeVersion Version { get; set; }

        [Required(ErrorMessage = "ServerAddress_Required")]
        [StringLength(1000, ErrorMessage = "Text_TooLong")]
        public string? Url { get; set; }

        [Required(ErrorMessage = "DelegateUsername_Required")]
        [StringLength(320, ErrorMessage = "Text_TooLong")]
        public string? DelegateUsername { get; set; }

        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? DelegatePassword { get; set; }

        [StringLength(320, ErrorMessage = "Text_TooLong")]
        public string? TestAddress { get; set; }

        public long Revision { get; set; }

        internal ConnectionChange ToChange() => new(
            Version, Url!, DelegateUsername!.Trim(), string.IsNullOrEmpty(DelegatePassword) ? null : DelegatePassword, Revision);
    }
}
