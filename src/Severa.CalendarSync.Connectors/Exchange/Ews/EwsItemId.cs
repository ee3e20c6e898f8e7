namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>An item and, where it is known, the version of it.</summary>
internal readonly record struct EwsItemId(string Id, string? ChangeKey = null);

/// <summary>A folder by its id; without one, the default calendar of the impersonated mailbox.</summary>
internal readonly record struct EwsFolderId(string? Id)
{
    public static readonly EwsFolderId Calendar = new(null);
}
