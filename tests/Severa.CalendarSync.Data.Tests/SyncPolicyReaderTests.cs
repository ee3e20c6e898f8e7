using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class SyncPolicyReaderTests
{
    private static readonly SideTraits Outlook = new(255, 255, 30000, CarriesStamp: true, TimeSpan.FromMinutes(2));

    [DatabaseFact]
    public async Task The_rules_of_a_mailbox_come_from_all_settings()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var standard = await database.TypeAsync("Meeting", isDefault: true);
        var task = await database.TypeAsync("Task", ActivityCategory.ProjectTask);
        await using (var db = database.Open())
        {
            await db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.BrakeDeletionPercent, 25).SetProperty(o => o.BrakeNewTimes, 7));
        }

        var settings = await database.Get<SyncPolicyReader>().ReadAsync(mailbox.Id, default);
        var policy = settings.Policy(Outlook, BuiltInActivities.StoreTraits);

        Assert.Equal((standard.Id, null), (policy.DefaultTypeId, policy.PrivateTypeId));
        Assert.Equal(ActivityCategory.ProjectTask, policy.Types[task.Id].Category);
        Assert.Equal((10, 0.25, 7, 0.30), (policy.Brake.Deletions, policy.Brake.DeletionShare, policy.Brake.NewTimes, policy.Brake.NewTimeShare));
        Assert.Equal(("Europe/Helsinki", mailbox.Address, mailbox.FolderId), (policy.Zone.Id, settings.Address, settings.FolderId));
        Assert.Equal(new ActivityCalendarOf(mailbox.AccountId, mailbox.Id, policy.Zone, null), settings.Activities);
        var again = await database.Get<SyncPolicyReader>().ReadAsync(mailbox.Id, default);
        Assert.Equal(policy.Hash, again.Policy(Outlook, BuiltInActivities.StoreTraits).Hash);
        Assert.Equal(policy.Fingerprint.Of(ItemFields.Title, "t"), again.Policy(Outlook, Outlook).Fingerprint.Of(ItemFields.Title, "t"));
    }

    [DatabaseFact]
    public async Task His_own_default_counts_while_it_is_active()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var standard = await database.TypeAsync("Meeting", isDefault: true);
        var own = await database.TypeAsync("Workshop");
        await using var db = database.Open();
        await db.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.DefaultTypeId, own.Id));
        Assert.Equal(own.Id, (await database.Get<SyncPolicyReader>().ReadAsync(mailbox.Id, default)).DefaultTypeId);
        await db.ActivityTypes.Where(t => t.Id == own.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.IsActive, false));
        Assert.Equal(standard.Id, (await database.Get<SyncPolicyReader>().ReadAsync(mailbox.Id, default)).DefaultTypeId);
    }

    [DatabaseFact]
    public async Task What_cannot_be_used_has_a_name()
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var reader = database.Get<SyncPolicyReader>();
        await ProblemAsync(PolicyProblem.NoMailbox, () => reader.ReadAsync(Guid.NewGuid(), default));
        await ProblemAsync(PolicyProblem.NoDefaultType, () => reader.ReadAsync(mailbox.Id, default));
        await using var db = database.Open();
        await db.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.TimeZoneId, "Mars/Olympus"));
        await ProblemAsync(PolicyProblem.UnknownZone, () => reader.ReadAsync(mailbox.Id, default));
    }

    [DatabaseFact]
    public void The_private_type_is_the_chosen_one_then_the_name_then_the_only_one_of_the_category()
    {
        var work = Type("Meeting", ActivityCategory.CalendarEntry);
        var named = Type("PERSONAL", ActivityCategory.CalendarEntry);
        var (own, family) = (Type("Own", ActivityCategory.Personal), Type("Family", ActivityCategory.Personal));
        Assert.Equal(work.Id, PrivateType.Resolve(work.Id, [work, named, own]));
        Assert.Equal(named.Id, PrivateType.Resolve((Guid?)null, [work, named, own]));
        Assert.Equal(named.Id, PrivateType.Resolve(Guid.NewGuid(), [work, named, own]));
        Assert.Equal(own.Id, PrivateType.Resolve((Guid?)null, [work, own]));
        Assert.Null(PrivateType.Resolve((Guid?)null, [work, own, family]));
        Assert.Null(PrivateType.Resolve((Guid?)null, [work]));
        Assert.Null(PrivateType.Resolve(new Organization { InstallationId = "i", FingerprintKey = "f", HasNoPrivateType = true, PrivateTypeId = own.Id }, [own]));
        own.IsActive = false;
        Assert.Equal(family.Id, PrivateType.Resolve(own.Id, [work, own, family]));
    }

    [DatabaseFact]
    public void The_window_begins_and_ends_at_midnight_of_the_user()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

        // Half past eleven in the evening of the 22nd in UTC is the 23rd in Helsinki, and summer time is over by then.
        var window = WindowRule.At(new DateTimeOffset(2026, 11, 22, 23, 30, 0, TimeSpan.Zero), zone, daysBack: 30, daysAhead: 180);

        Assert.Equal(new DateTimeOffset(2026, 10, 23, 21, 0, 0, TimeSpan.Zero), window.Start);
        Assert.Equal(new DateTimeOffset(2027, 5, 22, 21, 0, 0, TimeSpan.Zero), window.End);
    }

    private static ActivityType Type(string name, ActivityCategory category) => new() { Id = Guid.NewGuid(), Name = name, Category = category };

    private static async Task ProblemAsync(PolicyProblem problem, Func<Task> read) =>
        Assert.Equal(problem, (await Assert.ThrowsAsync<PolicyProblemException>(read)).Problem);
}
