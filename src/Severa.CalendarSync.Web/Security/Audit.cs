using System.Security.Claims;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Notes who did what to whom, from where. Saved together with the change it is about.</summary>
public sealed class Audit(SyncDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    /// <param name="action">What was done.</param>
    /// <param name="subject">The account it was done to, where there is one.</param>
    /// <param name="detail">Settings and numbers; no contents, no names.</param>
    /// <param name="actor">Who did it, where nobody is signed in yet.</param>
    public void Add(AuditAction action, Guid? subject = null, string? detail = null, Guid? actor = null) =>
        db.Audit.Add(Note(action, subject, detail, actor));

    /// <summary>The same, for a change that is made in a transaction of its own.</summary>
    public AuditRow Note(AuditAction action, Guid? subject = null, string? detail = null, Guid? actor = null) => new()
    {
        At = time.GetUtcNow().UtcDateTime,
        ActorId = actor ?? (Guid.TryParse(http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier), out var reader) ? reader : null),
        Action = action,
        SubjectId = subject,
        Detail = detail is { Length: > AuditRow.MaxDetail } ? detail[..(AuditRow.MaxDetail - 1)] + "…" : detail,
        RemoteAddress = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
    };
}
