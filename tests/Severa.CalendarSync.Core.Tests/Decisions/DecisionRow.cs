namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>One row of the table in docs/how-it-works.md.</summary>
internal sealed class DecisionRow
{
    private const string Either = "or ";
    private const string GoOnResting = "rest or go on resting: ";
    private const string MissingHalf = "make the missing half: ";

    private readonly IReadOnlySet<string> _link;
    private readonly IReadOnlySet<string> _entry;
    private readonly IReadOnlySet<string> _activity;
    private readonly bool _isEitherEnough;
    private readonly IReadOnlySet<string> _entryKind;
    private readonly IReadOnlySet<string> _activityKind;
    private readonly IReadOnlySet<string> _madeIn;
    private readonly IReadOnlySet<string> _scope;
    private readonly string _outcome;

    /// <param name="cells">The cells, from the name to what happens.</param>
    public DecisionRow(IReadOnlyList<string> cells)
    {
        Name = cells[0];
        _link = Cell.Parse(cells[1], Words.Links);
        _entry = Cell.Parse(cells[2], Words.Presences);
        _isEitherEnough = cells[3].StartsWith(Either, StringComparison.Ordinal);
        _activity = Cell.Parse(_isEitherEnough ? cells[3][Either.Length..] : cells[3], Words.Presences);
        _entryKind = Cell.Parse(cells[4], Words.EntryKinds);
        _activityKind = Cell.Parse(cells[5], Words.ActivityKinds);
        _madeIn = Cell.Parse(cells[6], Words.Origins);
        _scope = Cell.Parse(cells[7], Words.Scopes);
        _outcome = char.ToLowerInvariant(cells[8][0]) + cells[8].Split('.')[0][1..];
    }

    public string Name { get; }

    public bool Fits(Combination c)
    {
        var (isEntry, isActivity) = (_entry.Contains(c.Entry), _activity.Contains(c.Activity));
        return (_isEitherEnough ? isEntry || isActivity : isEntry && isActivity)
            && _link.Contains(c.Link) && _entryKind.Contains(c.EntryKind) && _activityKind.Contains(c.ActivityKind)
            && _madeIn.Contains(c.MadeIn) && _scope.Contains(c.Scope);
    }

    /// <summary>What the row says about this combination, in the words of <see cref="Outcome"/>.</summary>
    public string Expects(Combination c)
    {
        if (_outcome.StartsWith(GoOnResting, StringComparison.Ordinal))
        {
            return c.Link is Words.OutOfWindow or Words.NotTicked ? Outcome.Nothing : "rest: " + _outcome[GoOnResting.Length..];
        }

        var missing = Words.IsHalf(c.Entry) && c.Entry != Words.Gone ? Words.Severa : Words.Outlook;
        return _outcome.StartsWith(MissingHalf, StringComparison.Ordinal) ? $"make in {missing}: {_outcome[MissingHalf.Length..]}" : _outcome;
    }
}
