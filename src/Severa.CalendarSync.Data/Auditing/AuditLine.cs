using System.Text.Json;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Auditing;

/// <summary>A row of the audit as the journal keeps it: who did what to whom, by ids. Details and addresses stay in the database.</summary>
/// <param name="At">UTC, by the clock of the database.</param>
/// <param name="Action">The name of an <see cref="AuditAction"/>; another version may have others.</param>
public sealed record AuditLine(DateTime At, string Action, Guid? ActorId, Guid? SubjectId)
{
    public static AuditLine Of(AuditRow row) => new(row.At, row.Action.ToString(), row.ActorId, row.SubjectId);

    public bool Is(AuditAction action) => string.Equals(Action, action.ToString(), StringComparison.Ordinal);

    public string Format() => JsonSerializer.Serialize(this);

    /// <summary>Null: the line is damaged, such as the last one of a machine that lost its power.</summary>
    public static AuditLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditLine>(text) is { Action: not null } line ? line with { At = line.At.ToUniversalTime() } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
