namespace Severa.CalendarSync.Core.Items;

/// <summary>The synchronised fields of an item, as a side shows them or as they shall be written to it.</summary>
public sealed record ItemContent
{
    public required string Title { get; init; }

    public required When When { get; init; }

    public string Place { get; init; } = "";

    /// <summary>Plain text, lines ended by <c>\n</c>, no white space at the end.</summary>
    public string Notes { get; init; } = "";

    /// <summary>
    /// The same notes as Outlook formats them, where they are kept: read before the plain text overwrites them, written by Undo (R5).
    /// Never compared.
    /// </summary>
    public string? NotesHtml { get; init; }

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
        NotesHtml = fields.Has(ItemFields.Notes) ? newer.NotesHtml : NotesHtml,
        Privacy = fields.Has(ItemFields.Privacy) ? newer.Privacy : Privacy,
        ShowAs = fields.Has(ItemFields.ShowAs) ? newer.ShowAs : ShowAs,
    };

    /// <summary>This content with the one field that <paramref name="canonical"/> tells of.</summary>
    public ItemContent With(ItemFields field, string canonical) => field switch
    {
        ItemFields.Title => this with { Title = canonical },
        ItemFields.When => this with { When = When.Parse(canonical) },
        ItemFields.Place => this with { Place = canonical },
        ItemFields.Notes => this with { Notes = canonical, NotesHtml = null },
        ItemFields.Privacy => this with { Privacy = Enum.Parse<Privacy>(canonical) },
        ItemFields.ShowAs => this with { ShowAs = Enum.Parse<ShowAs>(canonical) },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "One single field is told of."),
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
