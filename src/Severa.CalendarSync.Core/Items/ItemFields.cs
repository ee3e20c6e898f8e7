namespace Severa.CalendarSync.Core.Items;

/// <summary>The fields the service synchronises (R5). <see cref="When"/> is start, end and all-day together.</summary>
[Flags]
public enum ItemFields
{
    None = 0,
    Title = 1,
    When = 2,
    Place = 4,
    Notes = 8,
    Privacy = 16,

    /// <summary>Free, busy or out of office: written to Outlook, never read from it (R4).</summary>
    ShowAs = 32,

    /// <summary>What a colleague could read: withheld together (R3).</summary>
    Text = Title | Place | Notes,
    All = Text | When | Privacy | ShowAs,
}

public static class ItemFieldsExtensions
{
    private static readonly ItemFields[] Singles =
        [ItemFields.Title, ItemFields.When, ItemFields.Place, ItemFields.Notes, ItemFields.Privacy, ItemFields.ShowAs];

    /// <summary>Each single field contained in <paramref name="fields"/>.</summary>
    public static IEnumerable<ItemFields> Each(this ItemFields fields) => Singles.Where(f => (fields & f) != ItemFields.None);

    /// <summary>At least one of <paramref name="wanted"/> is not contained in <paramref name="fields"/>.</summary>
    public static bool MissesAnyOf(this ItemFields fields, ItemFields wanted) => (fields & wanted) != wanted;

    public static bool Has(this ItemFields fields, ItemFields field) => (fields & field) != ItemFields.None;
}
