using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Settings.Users;

/// <summary>P6: everybody, with the state of his mailbox. No contents of anybody's calendar.</summary>
[EnableRateLimiting(RequestLimits.Work)]
public sealed class IndexModel(
    SyncDbContext db, MailboxCheckBoard checks, IStringLocalizer<ErrorTexts> errors, IStringLocalizer<SharedTexts> texts, TimeProvider time) : PageModel
{
    private const int PageSize = 50;
    private const int MostFailing = 100;

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PageOf<PersonRow> People { get; private set; } = PageOf<PersonRow>.Empty;

    /// <summary>The last check of all mailboxes.</summary>
    public MailboxCheck? Check { get; private set; }

    /// <summary>What it found wrong, and with whom.</summary>
    public IReadOnlyList<(Account Account, ErrorText Error)> Failing { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        var accounts = await Found()
            .Include(account => account.Mailbox)
            .OrderByDescending(account => account.IsActive).ThenBy(account => account.DisplayName).ThenBy(account => account.Id)
            .PageAsync(Number, PageSize, cancellationToken);
        var roles = await RolesOfAsync([.. accounts.Items.Select(account => account.Id)], cancellationToken);
        var connections = await ConnectionTroubles.ReadAsync(db, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        People = accounts.Select(account => new PersonRow(
            account,
            MailboxStates.Of(account, account.Mailbox, organization, connections.Of(account.Mailbox), now),
            account.Mailbox is null ? null : MailboxTrouble.Of(account.Mailbox, connections.Of(account.Mailbox), now),
            [.. roles[account.Id].Order(StringComparer.Ordinal)]));
        await ReadCheckAsync(cancellationToken);
    }

    /// <summary>Has all mailboxes checked in the background.</summary>
    public async Task<IActionResult> OnPostCheckAllAsync([FromServices] MailboxCheckStart start, CancellationToken cancellationToken)
    {
        if (!await start.TryAsync(cancellationToken))
        {
            this.Say(texts["Users_CheckGoesOn"]);
        }

        return RedirectToPage(pageName: null, pageHandler: null, routeValues: null, fragment: "check");
    }

    public ErrorText? ErrorOf(PersonRow person) =>
        person.Trouble is { } trouble ? ErrorText.Of(trouble.Number, errors) : null;

    private async Task ReadCheckAsync(CancellationToken cancellationToken)
    {
        Check = checks.Read();
        if (Check is not { IsRunning: false, Results: var results })
        {
            return;
        }

        var ids = results.Where(r => r.Value is not null).Select(r => r.Key).ToList();
        var people = await db.Users.AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.DisplayName).ThenBy(a => a.Id).Take(MostFailing).ToListAsync(cancellationToken);
        Failing = people.ConvertAll(a => (a, ErrorText.Of(results[a.Id]!.Value, errors)));
    }

    private IQueryable<Account> Found() => (string.IsNullOrWhiteSpace(Search) ? db.Users : db.PeopleLike(Search)).AsNoTracking();

    private async Task<ILookup<Guid, string>> RolesOfAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await db.UserRoles
            .Where(userRole => ids.Contains(userRole.UserId))
            .Join(db.Roles, userRole => userRole.RoleId, role => role.Id, (userRole, role) => new { userRole.UserId, role.Name })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.UserId, row => row.Name!);
    }

    public sealed record PersonRow(Account Account, MailboxState State, MailboxTrouble? Trouble, IReadOnlyList<string> Roles);
}
