namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>An item and, where it is known, the version of it.</summary>
internal readonly record struct EwsItemId(string Id, string? ChangeKey = null);

/// <summary>A folder by its id; without one, by the name every mailbox has it under.</summary>
internal readonly record struct EwsFolderId(string? Id, string Name = "calendar")
{
    /// <summary>The default calendar of the impersonated mailbox.</summary>
    public static readonly EwsFolderId Calendar = new(null);

    public static readonly EwsFolderId DeletedItems = new(null, "deleteditems");

    /// <summary>What was deleted past Deleted Items, or from there. See <see cref="EwsDialect.HasRecoverableItems"/>.</summary>
    public static readonly EwsFolderId RecoverableItems = new(null, "recoverableitemsdeletions");
}
