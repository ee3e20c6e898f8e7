namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>What somebody does in Outlook, without our stamp and behind the connector's back.</summary>
internal interface IContractUser
{
    /// <summary>Returns the entry's id, or that of its series.</summary>
    Task<string> AddAsync(UserDraft entry);

    /// <param name="id">The entry, or its series.</param>
    /// <param name="change">What is changed.</param>
    /// <param name="index">Which occurrence of a series, beginning with 1; null: the entry itself.</param>
    Task EditAsync(string id, UserChange change, int? index = null);

    Task DeleteAsync(string id, int? index = null);

    /// <summary>The titles of what lies in Deleted Items, as far as a test put it there.</summary>
    Task<IReadOnlyList<string>> DeletedAsync();
}

/// <summary>An entry as the user fills it in; in his own zone, without a reminder.</summary>
internal sealed record UserDraft(string Title, DateTimeOffset Start, DateTimeOffset End)
{
    public string Place { get; init; } = "";

    public string Notes { get; init; } = "";

    public bool NotesAreHtml { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsAllDay { get; init; }

    /// <summary>Repeated on that many Mondays.</summary>
    public int? Mondays { get; init; }

    /// <summary>Somebody is invited; the invitation is never sent.</summary>
    public string? Attendee { get; init; }
}

/// <summary>Null leaves a field as it is.</summary>
internal sealed record UserChange
{
    public string? Title { get; init; }

    public string? Place { get; init; }

    public string? Html { get; init; }

    public (DateTimeOffset Start, DateTimeOffset End)? When { get; init; }
}
