using System.Security.Claims;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Notes who did what to whom, from where. Saved together with the change it is about.</summary>
public sealed class Audit(SyncDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    public void Add(string action, Guid? subject = null, string? detail = null) => db.Audit.Add(new AuditRow
    {
        At = time.GetUtcNow().UtcDateTime,
        ActorId = Guid.TryParse(http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier), out var actor) ? actor : null,
        Action = action,
        SubjectId = subject,
        Detail = detail is { Length: > AuditRow.MaxDetail } ? detail[..(AuditRow.MaxDetail - 1)] + "…" : detail,
        RemoteAddress = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
    });
}
