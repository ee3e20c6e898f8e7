using System.Security.Claims;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>Who reads this page, and in which zone. Nobody is signed in on a few pages only; then the zone is UTC.</summary>
public sealed class Reader(IHttpContextAccessor http, TimeProvider time)
{
    private TimeZoneInfo? _zone;

    private ClaimsPrincipal User => http.HttpContext?.User ?? new ClaimsPrincipal();

    public bool IsSignedIn => User.Identity?.IsAuthenticated == true;

    /// <summary>The account's id. Only for pages that need sign-in.</summary>
    public Guid Id => IdOf(User);

    public string Name => User.FindFirstValue(AccountClaims.DisplayName) ?? "";

    public bool IsAdministrator => User.IsInRole(Roles.Administrator);

    public bool IsOperator => User.IsInRole(Roles.Operator);

    public bool IsPrivileged => User.IsPrivileged();

    public TimeZoneInfo Zone => _zone ??=
        TimeZoneInfo.TryFindSystemTimeZoneById(User.FindFirstValue(AccountClaims.Zone) ?? "", out var zone) ? zone : TimeZoneInfo.Utc;

    public static Guid IdOf(ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);

    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;

    public DateOnly Today => DateOnly.FromDateTime(Local(UtcNow));

    /// <summary>When a day of the reader's calendar begins, UTC.</summary>
    public DateTime StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).UtcDateTime;
    }

    /// <summary>An instant of the database (UTC) on the reader's clock.</summary>
    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);
}
