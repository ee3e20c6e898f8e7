using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>
/// One random life of a mailbox: people edit between runs, servers fail, the process is killed; then calm returns.
/// Everything follows from the seed. Each item carries a token in its title, by which the invariants recognise it.
/// </summary>
internal sealed class History(int seed, HistoryStatistics statistics)
{
    private readonly Random _random = new(seed);
    private readonly TestWorld _world = new();
    private readonly Dictionary<string, TokenLife> _lives = new(StringComparer.Ordinal);
    private readonly List<string> _story = [];
    private int _texts;

    /// <exception cref="HistoryException">An invariant is broken; the message tells the whole story.</exception>
    public async Task RunAsync()
    {
        try
        {
            await LiveAsync();
        }
        catch (Exception e)
        {
            var done = _world.Ledger.History.Select(h => $"{h.Kind} {h.Target} {h.Reason} {h.Title}");
            throw new HistoryException(
                $"History {seed.ToString(CultureInfo.InvariantCulture)}: {e.Message}\n{string.Join('\n', _story)}\n-- the service --\n{string.Join('\n', done)}", e);
        }
    }

    private async Task LiveAsync()
    {
        _world.Policy = _world.Policy with
        {
            Winner = Pick(ConflictWinner.Latest, ConflictWinner.Outlook, ConflictWinner.Severa),
            PrivateTypeId = Chance(0.7) ? TestWorld.Personal : null,

            // The brake has tests of its own; here every deletion travels, so that every invariant can be exact.
            Brake = new BrakeLimits { Deletions = 1000, EmptiedSide = 1000, NewTimes = 1000 },
        };
        var steps = _random.Next(5, 30);
        for (var i = 0; i < steps; i++)
        {
            Edit();
            if (Chance(0.6))
            {
                await RunWithTroubleAsync();
            }

            _world.Time.Advance(TimeSpan.FromMinutes(_random.Next(0, 90)));
        }

        await CalmAsync();
        Check();
    }

    private async Task RunWithTroubleAsync()
    {
        var fault = Chance(0.3) ? Pick(Fault.Busy, Fault.AnswerLost, Fault.RequestLost, Fault.ItemsFail) : Fault.None;
        var at = _random.Next(1, 8);
        var calls = 0;
        _world.Outlook.NextFault = _world.Severa.NextFault = _ => fault != Fault.None && ++calls == at ? Told(fault) : Fault.None;
        _world.Crashes.KillAt(Chance(0.4) ? _random.Next(1, 30) : 0);
        try
        {
            statistics.Runs++;
            await _world.RunAsync();
        }
        catch (CrashException)
        {
            statistics.Crashes++;
        }

        _story.Add($"run: {(_world.Crashes.IsDead ? "killed at " + _world.Crashes.KilledAt : _world.Ledger.Reports[^1].Outcome.ToString())} {fault}@{at}");

        _world.Crashes.Restart();
        _world.Outlook.NextFault = _world.Severa.NextFault = _ => Fault.None;
    }

    private async Task CalmAsync()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await _world.SettleAsync();
        var writes = _world.Outlook.Writes + _world.Severa.Writes;
        _world.Ledger.IsFullDue = true;
        await _world.RunAsync();
        Require(writes == _world.Outlook.Writes + _world.Severa.Writes, "a further run wrote something");
    }

    private void Edit()
    {
        statistics.Edits++;
        var side = Chance(0.5) ? _world.Outlook : _world.Severa;
        var isOutlook = side == _world.Outlook;
        var items = side.Visible.ToList();
        var kind = _random.Next(12);
        if (items.Count == 0 || kind < 3)
        {
            Add(isOutlook);
            return;
        }

        var item = items[_random.Next(items.Count)];
        var life = LifeOf(item);
        _story.Add($"{(isOutlook ? "Outlook" : "Severa")} {kind}: {life.Token}{item.Key}");
        switch (kind)
        {
            case 3 or 4:
                Write(side, item, life, ItemFields.Title, c => c with { Title = life.Token + Text() });
                break;
            case 5:
                Write(side, item, life, ItemFields.Place, c => c with { Place = Text() });
                break;
            case 6:
                Write(side, item, life, ItemFields.Notes, c => c with { Notes = Text() + "\n" + Text() });
                break;
            case 7:
                Write(side, item, life, ItemFields.When, c => c with { When = Time() });
                break;
            case 8:
                life.WasDeleted = true;
                side.UserDeletes(item);
                break;
            case 9 when isOutlook && item.Series is null:
                side.UserMovesAway(item);
                break;
            case 10 when isOutlook && item.Series is not null:
                MoveSeries(item.Series);
                break;
            case 11 when Chance(0.2):
                statistics.LostLedgers++;
                _world.Ledger.Lose();
                _lives.Values.ToList().ForEach(l => l.LedgerWasLost = true);
                break;
            default:
                side.Touch(item);
                break;
        }
    }

    private void Add(bool inOutlook)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"#{_lives.Count:D3} ");
        var life = _lives[token] = new TokenLife(token, inOutlook);
        _story.Add($"{(inOutlook ? "Outlook" : "Severa")} adds {token}");
        var content = new ItemContent { Title = token + Text(), When = Time(), Place = Chance(0.5) ? Text() : "" };
        if (!inOutlook)
        {
            _world.Severa.UserAdds(content, activity: new ActivityFacts(Chance(0.8) ? TestWorld.Meeting : TestWorld.Holiday));
        }
        else if (!content.When.IsAllDay && Chance(0.2))
        {
            life.Occurrences = 3;
            for (var week = 0; week < 3; week++)
            {
                var when = When.Timed(content.When.Start.AddDays(7 * week), content.When.End.AddDays(7 * week));
                _world.Outlook.UserAdds(content with { When = when }, series: "series" + token.Trim(), originalStart: when.Start);
            }
        }
        else
        {
            life.IsMeeting = Chance(0.15);
            life.IsPrivate = Chance(0.15);
            _world.Outlook.UserAdds(
                content with { Privacy = life.IsPrivate ? Privacy.Private : Privacy.Normal },
                life.IsMeeting ? new EntryFacts(HasAttendees: true) : EntryFacts.Plain);
        }
    }

    /// <summary>The whole series moves by an hour: every slot has a new original start.</summary>
    private void MoveSeries(string series)
    {
        foreach (var slot in _world.Outlook.Visible.Where(i => i.Series == series && !i.Content.When.IsAllDay).ToList())
        {
            slot.OriginalStart = slot.OriginalStart!.Value.AddHours(1);
            _world.Outlook.UserChanges(slot, c => c with { When = When.Timed(c.When.Start.AddHours(1), c.When.End.AddHours(1)) });
        }
    }

    private static void Write(InMemorySide side, StoredItem item, TokenLife life, ItemFields field, Func<ItemContent, ItemContent> change)
    {
        side.UserChanges(item, change);
        life.LastWritten[(side, item, field)] = item.Content.Canonical(field);
    }

    private void Check()
    {
        CheckNoDuplicates();
        foreach (var life in _lives.Values)
        {
            CheckLife(life);
        }

        CheckPairsAgree();
        CheckNothingUnlinked();
        CheckNoValueLost();
    }

    private void CheckNoDuplicates()
    {
        foreach (var side in new[] { _world.Outlook, _world.Severa })
        {
            var twice = side.Visible.Where(i => i.LinkId is not null).GroupBy(i => i.LinkId).FirstOrDefault(g => g.Count() > 1);
            Require(twice is null, "made twice: " + twice?.First().Content.Title);
        }

        // After a lost ledger an edited activity is a possible twin (R16).
        foreach (var life in _lives.Values.Where(l => !l.LedgerWasLost))
        {
            Require(Count(_world.Outlook, life) <= life.Occurrences && Count(_world.Severa, life) <= life.Occurrences, "doubled: " + life.Token);
        }
    }

    /// <summary>Nothing is deleted that nobody deleted.</summary>
    private void CheckLife(TokenLife life)
    {
        if (life.WasDeleted || life.LedgerWasLost || life.IsWithheldNow(_world))
        {
            return;
        }

        Require(Count(_world.Outlook, life) == life.Occurrences, $"{life.Token} is missing in Outlook");
        Require(Count(_world.Severa, life) == life.Occurrences, $"{life.Token} is missing in Severa");
    }

    private void CheckPairsAgree()
    {
        foreach (var link in _world.Ledger.Links.Values.Where(l => l.State == LinkState.Active))
        {
            var entry = _world.Outlook.Visible.SingleOrDefault(i => i.Key.Equals(link.Entry?.Key));
            var activity = _world.Severa.Visible.SingleOrDefault(i => i.Key.Equals(link.Activity?.Key));
            Require(entry is not null && activity is not null, "an active link has lost a half");
            var fields = link.IsWithheld ? ItemFields.When : ItemFields.Text | ItemFields.When;
            var difference = entry!.Content.DifferenceTo(activity!.Content) & fields;
            Require(difference == ItemFields.None, $"'{entry.Content}' and '{activity.Content}' differ in {difference}");
            if (link.IsWithheld)
            {
                Require(activity.Content.Title == _world.Policy.WithheldTitle && activity.Content.Notes.Length == 0, "withheld text shows");
            }
        }
    }

    private void CheckNothingUnlinked()
    {
        var entries = _world.Ledger.Links.Values.Select(l => l.Entry?.Key).ToHashSet();
        var activities = _world.Ledger.Links.Values.Select(l => l.Activity?.Key).ToHashSet();
        Require(_world.Outlook.Visible.All(i => entries.Contains(i.Key)), "an entry has no link");
        Require(_world.Severa.Visible.All(i => activities.Contains(i.Key)), "an activity has no link");
    }

    /// <summary>What a user wrote last on an item is on a side, or in the conflict log.</summary>
    private void CheckNoValueLost()
    {
        foreach (var life in _lives.Values.Where(l => l is { WasDeleted: false, LedgerWasLost: false }))
        {
            foreach (var ((side, _, field), value) in life.LastWritten)
            {
                var isShown = _world.Outlook.Visible.Concat(_world.Severa.Visible).Any(i => i.Content.Canonical(field) == value);
                var isLogged = _world.Ledger.Conflicts.Exists(c => c.OutlookValue == value || c.SeveraValue == value);

                // Written on one side, then overwritten by a user on the other: carried over, and replaced on purpose.
                var isReplaced = life.LastWritten.Any(w => w.Key.Field == field && w.Key.Side != side);
                Require(isShown || isLogged || isReplaced || field == ItemFields.When, $"the {field} '{value}' is lost");
            }
        }
    }

    private static int Count(InMemorySide side, TokenLife life) => side.Visible.Count(i => i.Content.Title.StartsWith(life.Token, StringComparison.Ordinal));

    /// <summary>Withheld activities show no token: then the life of the entry they are linked with.</summary>
    private TokenLife LifeOf(StoredItem item)
    {
        var entry = _world.Ledger.Links.Values.FirstOrDefault(l => item.Key.Equals(l.Activity?.Key))?.Entry?.Key;
        var titles = new[] { item, _world.Outlook.Items.Find(i => i.Key.Equals(entry)) }.OfType<StoredItem>().Select(i => i.Content.Title).ToList();
        var life = _lives.Values.FirstOrDefault(l => titles.Exists(t => t.StartsWith(l.Token, StringComparison.Ordinal)));
        if (life is not null)
        {
            return life;
        }

        // Unknown to the ledger as yet: nothing exact can be said of the private ones any more.
        _lives.Values.Where(l => l.IsPrivate).ToList().ForEach(l => l.WasDeleted = true);
        return _lives.Values.First(l => l.IsPrivate);
    }

    private Fault Told(Fault fault)
    {
        statistics.Faults++;
        return fault;
    }

    private When Time()
    {
        var start = _world.Time.Start.AddDays(_random.Next(-10, 60)).AddMinutes(15 * _random.Next(0, 40));
        return Chance(0.1)
            ? When.AllDay(DateOnly.FromDateTime(start.DateTime), DateOnly.FromDateTime(start.DateTime).AddDays(1 + _random.Next(3)))
            : When.Timed(start, start.AddMinutes(15 * _random.Next(0, 8)));
    }

    private string Text() => string.Create(CultureInfo.InvariantCulture, $"text {++_texts} åäö");

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException(what);
        }
    }
}

/// <summary>A random history ended wrong.</summary>
public sealed class HistoryException(string message, Exception inner) : Exception(message, inner);

/// <summary>What people did with one item and its copies on the other side.</summary>
internal sealed class TokenLife(string token, bool fromOutlook)
{
    public string Token { get; } = token;

    public bool FromOutlook { get; } = fromOutlook;

    public int Occurrences { get; set; } = 1;

    public bool IsMeeting { get; set; }

    public bool IsPrivate { get; set; }

    public bool WasDeleted { get; set; }

    public bool LedgerWasLost { get; set; }

    public Dictionary<(InMemorySide Side, StoredItem Item, ItemFields Field), string> LastWritten { get; } = [];

    public bool IsWithheldNow(TestWorld world) => IsPrivate && world.Policy.PrivateTypeId is null;
}

/// <summary>What happened in all histories together.</summary>
internal sealed class HistoryStatistics
{
    public int Runs { get; set; }

    public int Edits { get; set; }

    public int Faults { get; set; }

    public int Crashes { get; set; }

    public int LostLedgers { get; set; }
}
