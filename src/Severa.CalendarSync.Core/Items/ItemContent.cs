namespace Severa.CalendarSync.Core.Items;

/// <summary>The synchronised fields of an item, as a side shows them or as they shall be written to it.</summary>
public sealed record ItemContent
{
    public required string Title { get; init; }

    public required When When { get; init; }

    public string Place { get; init; } = "";

    /// <summary>Plain text, lines ended by <c>\n</c>, no white space at the end.</summary>
    public string Notes { get; init; } = "";

    public Privacy Privacy { get; init; }

    /// <summary>Never read from Outlook: there it is always <see cref="ShowAs.Busy"/>.</summary>
    public ShowAs ShowAs { get; init; }

    /// <summary>The canonical text of one field: what fingerprints are made of.</summary>
    public string Canonical(ItemFields field) => field switch
    {
        ItemFields.Title => Title,
        ItemFields.When => When.Canonical,
        ItemFields.Place => Place,
        ItemFields.Notes => Notes,
        ItemFields.Privacy => Privacy.ToString(),
        ItemFields.ShowAs => ShowAs.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "One single field is asked for."),
    };

    /// <summary>This content, with <paramref name="fields"/> taken from <paramref name="newer"/>.</summary>
    public ItemContent With(ItemFields fields, ItemContent newer) => new()
    {
        Title = fields.Has(ItemFields.Title) ? newer.Title : Title,
        When = fields.Has(ItemFields.When) ? newer.When : When,
        Place = fields.Has(ItemFields.Place) ? newer.Place : Place,
        Notes = fields.Has(ItemFields.Notes) ? newer.Notes : Notes,
        Privacy = fields.Has(ItemFields.Privacy) ? newer.Privacy : Privacy,
        ShowAs = fields.Has(ItemFields.ShowAs) ? newer.ShowAs : ShowAs,
    };

    /// <summary>The fields in which this and <paramref name="other"/> differ.</summary>
    public ItemFields DifferenceTo(ItemContent other)
    {
        var different = ItemFields.None;
        foreach (var field in ItemFields.All.Each())
        {
            if (!string.Equals(Canonical(field), other.Canonical(field), StringComparison.Ordinal))
            {
                different |= field;
            }
        }

        return different;
    }
}
