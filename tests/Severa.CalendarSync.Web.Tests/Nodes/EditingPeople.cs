using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>
/// Everybody works in both calendars. Each item belongs to one side, which alone renames or deletes it, wherever it was made: so it is
/// known what both calendars must show in the end. A half may be deleted while the service does not know whether it made it.
/// </summary>
/// <param name="stage">Where.</param>
/// <param name="addresses">Who.</param>
/// <param name="seed">Of what they do.</param>
internal sealed class EditingPeople(NodeStage stage, IReadOnlyList<string> addresses, int seed)
{
    /// <summary>Fewer than the brake holds of one person, and of all together.</summary>
    private const int MostDeletions = 3;
    private const int MostOfAll = 150;

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Person> _people = addresses.ToDictionary(address => address, _ => new Person(), StringComparer.Ordinal);
    private int _deletions;
    private Guid _type;

    public int Edits { get; private set; }

    public IEnumerable<string> Expected(string address) => _people[address].Titles.Values.Order(StringComparer.Ordinal);

    /// <summary>One edit after the other until it is cancelled.</summary>
    public async Task WorkAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(pause);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await EditAsync(addresses[_random.Next(addresses.Count)]);
            }
        }
        catch (OperationCanceledException)
        {
            // The day is over.
        }
    }

    public async Task EditManyAsync(int edits)
    {
        for (var edit = 0; edit < edits; edit++)
        {
            await EditAsync(addresses[edit % addresses.Count]);
        }
    }

    /// <summary>The first that each of them made and still has, one more than he deletes otherwise.</summary>
    public async Task DeleteOldestOfEachAsync()
    {
        foreach (var (address, person) in _people)
        {
            Edits++;
            person.Deletions = Math.Min(person.Deletions, MostDeletions - 1);
            await ChangeAsync(address, person, person.Titles.Keys.Min(), DeleteEntryAsync, DeleteActivityAsync);
        }
    }

    public async Task EditAsync(string address)
    {
        var person = _people[address];
        Edits++;
        switch (_random.Next(10))
        {
            case < 3 when person.Number < 500:
                await AddEntryAsync(address, person);
                break;
            case < 6 when person.Number < 500:
                await AddActivityAsync(address, person);
                break;
            case < 9:
                await ChangeAsync(address, person, RenameEntryAsync, RenameActivityAsync);
                break;
            default:
                await ChangeAsync(address, person, DeleteEntryAsync, DeleteActivityAsync);
                break;
        }
    }

    private async Task AddEntryAsync(string address, Person person)
    {
        var number = person.Number++;
        await stage.Outlook.AddAsync(address, $"Item {number}", Start(number));
        person.Titles[number] = $"Item {number}";
    }

    private async Task AddActivityAsync(string address, Person person)
    {
        var number = person.Number++;
        await MarkAsync(await Editor.CreateAsync(await AccountAsync(address, person), await InputAsync($"Item {number}", number), default));
        person.Titles[number] = $"Item {number}";
    }

    /// <summary>Some item of his, on the side it belongs to, if it has arrived there.</summary>
    private async Task ChangeAsync(
        string address, Person person, Func<string, Person, int, string, Task> inOutlook, Func<Person, int, ActivityView, Task> inSevera)
    {
        if (person.Titles.Count > 0)
        {
            await ChangeAsync(address, person, person.Titles.ElementAt(_random.Next(person.Titles.Count)).Key, inOutlook, inSevera);
        }
    }

    private async Task ChangeAsync(
        string address, Person person, int number, Func<string, Person, int, string, Task> inOutlook, Func<Person, int, ActivityView, Task> inSevera)
    {
        var (account, title) = (await AccountAsync(address, person), person.Titles[number]);
        if (number % 2 == 0)
        {
            if ((await stage.Outlook.EntriesAsync(address)).FirstOrDefault(e => e.Subject == title).Id is { } id)
            {
                await inOutlook(address, person, number, id);
            }
        }
        else if ((await Editor.ListAsync(account, Start(number), Start(number).AddHours(1), default)).SingleOrDefault(a => a.Content.Title == title) is { } activity)
        {
            await inSevera(person, number, activity);
        }
    }

    private async Task RenameEntryAsync(string address, Person person, int number, string id)
    {
        var title = person.Titles[number] + "o";
        await stage.Outlook.RenameAsync(address, id, title);
        person.Titles[number] = title;
    }

    private async Task RenameActivityAsync(Person person, int number, ActivityView activity)
    {
        var title = person.Titles[number] + "s";
        await MarkAsync(await Editor.EditAsync(activity.OwnerId, activity.Id, activity.Version, activity.Content with { Title = title }, default));
        person.Titles[number] = title;
    }

    private async Task DeleteEntryAsync(string address, Person person, int number, string id)
    {
        if (MayDelete(person))
        {
            await stage.Outlook.DeleteAsync(address, id);
            person.Titles.Remove(number);
        }
    }

    private async Task DeleteActivityAsync(Person person, int number, ActivityView activity)
    {
        if (MayDelete(person))
        {
            await MarkAsync(await Editor.DeleteAsync(activity.OwnerId, activity.Id, activity.Version, default));
            person.Titles.Remove(number);
        }
    }

    private bool MayDelete(Person person)
    {
        if (person.Deletions == MostDeletions || _deletions == MostOfAll)
        {
            return false;
        }

        person.Deletions++;
        _deletions++;
        return true;
    }

    private ActivityEditor Editor => stage.Database.Get<ActivityEditor>();

    /// <summary>As the page does, but for the job: the next dispatch finds them.</summary>
    private async Task MarkAsync(ActivityChange change) => await stage.Database.Get<MailboxQueue>().RequestAsync(change.MailboxesToRun, default);

    private async Task<Guid> AccountAsync(string address, Person person) =>
        person.Account ??= await stage.Database.AskAsync(db => Task.FromResult(db.Users.Single(u => u.Email == address).Id));

    private async Task<ActivityInput> InputAsync(string title, int number)
    {
        _type = _type == Guid.Empty ? await stage.Database.AskAsync(db => Task.FromResult(db.ActivityTypes.Single(t => t.IsDefault).Id)) : _type;
        return new ActivityInput { Title = title, When = When.Timed(Start(number), Start(number).AddHours(1), "Europe/Helsinki"), TypeId = _type };
    }

    /// <summary>No two of one person are at the same time.</summary>
    private static DateTimeOffset Start(int number) => new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(1 + (number / 4)).AddHours(6 + (2 * (number % 4)));

    private sealed class Person
    {
        public Dictionary<int, string> Titles { get; } = [];

        public Guid? Account { get; set; }

        public int Number { get; set; }

        public int Deletions { get; set; }
    }
}
