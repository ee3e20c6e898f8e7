using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Notifications;
using Severa.CalendarSync.Sandbox.Seeding;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>All mailboxes of the sandbox, loaded at start and written after each change.</summary>
internal sealed class MailboxStore : IDisposable
{
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    // Mailboxes of the file that the settings no longer name: out of sight, but kept.
    private readonly Dictionary<string, Mailbox> _hidden = new(StringComparer.OrdinalIgnoreCase);
    private readonly SandboxFile? _file;
    private readonly SubscriptionHub _subscriptions;
    private readonly bool _durable;
    private readonly Lock _compacting = new();

    public MailboxStore(IOptions<SandboxOptions> options, TimeProvider clock, IHostEnvironment environment, SubscriptionHub subscriptions, FaultPlan faults)
    {
        _subscriptions = subscriptions;
        var settings = options.Value;
        _durable = settings.Durable;
        _file = settings.File.Length == 0 ? null : new SandboxFile(Path.Combine(environment.ContentRootPath, settings.File));
        foreach (var mailbox in settings.EffectiveMailboxes)
        {
            _mailboxes[mailbox.Address] = new Mailbox(mailbox.ToIdentity(clock.GetUtcNow()), new MailboxClock(clock, faults, mailbox.Address));
        }

        var loaded = Load(clock);
        if (settings.Seed)
        {
            SeedNew(loaded, settings, clock.GetUtcNow());
        }

        Flush();
    }

    public IReadOnlyList<Mailbox> All => _mailboxes.Values.OrderBy(m => m.Address, StringComparer.Ordinal).ToList();

    public Mailbox? Find(string address) => _mailboxes.GetValueOrDefault(address);

    public Mailbox? FindByAlias(string address) =>
        _mailboxes.Values.FirstOrDefault(m => m.Identity.Aliases.Contains(address, StringComparer.OrdinalIgnoreCase));

    /// <summary>Call before answering a write, with the mailbox's gate held.</summary>
    public void Commit(Mailbox mailbox)
    {
        if (mailbox.TakeChanges() is { } change && _durable)
        {
            _file?.Append(change);
        }

        if (mailbox.TakeEvents() is { Count: > 0 } events)
        {
            _subscriptions.Publish(mailbox, events);
        }
    }

    /// <summary>Call without the gate: the file is written anew.</summary>
    public void Reset(Mailbox mailbox, Guid guid) => Renew(mailbox, () => mailbox.Reset(guid));

    /// <summary>Moves a mailbox with all that is in it. Call without the gate: the file is written anew.</summary>
    public void Relocate(Mailbox mailbox, Guid guid) => Renew(mailbox, () => mailbox.Relocate(guid));

    /// <summary>What is in the mailbox makes room for what comes from another server. Call without the gate: the file is written anew.</summary>
    public void Receive(Mailbox mailbox, MailboxSnapshot content, Guid guid) => Renew(mailbox, () =>
    {
        mailbox.Reset(guid);
        mailbox.Load(content);
        mailbox.Relocate(guid);
    });

    /// <summary>Writes the whole file anew. Mailboxes that change meanwhile wait.</summary>
    public void Flush()
    {
        if (_file is null)
        {
            return;
        }

        lock (_compacting)
        {
            var all = All.Concat(_hidden.Values).ToList();
            all.ForEach(mailbox => mailbox.Gate.Enter());
            try
            {
                _file.Compact(all.Select(mailbox => mailbox.Snapshot()).ToList());
            }
            finally
            {
                all.ForEach(mailbox => mailbox.Gate.Exit());
            }
        }
    }

    public void FlushWhenLarge()
    {
        if (_file?.NeedsCompaction == true)
        {
            Flush();
        }
    }

    public void Dispose()
    {
        Flush();
        _file?.Dispose();
    }

    private void Renew(Mailbox mailbox, Action renew)
    {
        lock (mailbox.Gate)
        {
            renew();
        }

        _subscriptions.Expire(mailbox);
        Flush();
    }

    private HashSet<string> Load(TimeProvider clock)
    {
        var loaded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var snapshot in _file?.ReadSnapshots() ?? [])
        {
            var mailbox = Find(snapshot.Identity.Address) ?? (_hidden[snapshot.Identity.Address] = new Mailbox(snapshot.Identity, clock));
            mailbox.Load(snapshot);
            loaded.Add(mailbox.Address);
        }

        foreach (var change in _file?.ReadJournal() ?? [])
        {
            (Find(change.Address) ?? _hidden.GetValueOrDefault(change.Address))?.Apply(change);
        }

        return loaded;
    }

    private void SeedNew(HashSet<string> loaded, SandboxOptions settings, DateTimeOffset now)
    {
        foreach (var mailbox in All.Where(m => !loaded.Contains(m.Address)))
        {
            SeedCalendar.Fill(mailbox, settings.SeedFor(mailbox.Address), now);
            mailbox.TakeChanges();
            mailbox.TakeEvents();
        }
    }
}
