using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>People, types and mailboxes to start from.</summary>
public static class Seed
{
    public static async Task<Account> AccountAsync(this TestDatabase database, string name = "maija", string zone = "Europe/Helsinki")
    {
        await using var db = database.Open();
        var address = $"{name}@example.com";
        var account = new Account
        {
            Id = Guid.NewGuid(),
            DisplayName = name,
            UserName = address,
            NormalizedUserName = address.ToUpperInvariant(),
            Email = address,
            NormalizedEmail = address.ToUpperInvariant(),
            TimeZoneId = zone,
            CreatedAt = database.Now,
            SecurityStamp = "s",
        };
        db.Add(account);
        await db.SaveChangesAsync();
        return account;
    }

    public static async Task<ExchangeConnection> ConnectionAsync(this TestDatabase database, Action<ExchangeConnection>? change = null)
    {
        var connection = new ExchangeConnection { Id = Guid.NewGuid() };
        change?.Invoke(connection);
        await using var db = database.Open();
        db.Add(connection);
        await db.SaveChangesAsync();
        return connection;
    }

    /// <summary>An enabled, proved mailbox of a new account.</summary>
    public static async Task<Mailbox> MailboxAsync(this TestDatabase database, string name = "maija", Action<Mailbox>? change = null)
    {
        var account = await database.AccountAsync(name);
        var mailbox = new Mailbox
        {
            Id = Guid.NewGuid(),
            AccountId = account.Id,
            Address = account.Email!,
            FolderId = "folder-" + name,
            ProvedAt = database.Now,
            IsEnabled = true,
            EnabledAt = database.Now,
            NextDueAt = database.Now,
        };
        change?.Invoke(mailbox);
        await using var db = database.Open();
        db.Add(mailbox);
        await db.SaveChangesAsync();
        return mailbox;
    }

    public static async Task<ActivityType> TypeAsync(
        this TestDatabase database, string name, ActivityCategory category = ActivityCategory.CalendarEntry, bool isDefault = false, bool isActive = true)
    {
        var type = new ActivityType { Id = Guid.NewGuid(), Name = name, Category = category, IsDefault = isDefault, IsActive = isActive, GoesToOutlook = true };
        await using var db = database.Open();
        db.Add(type);
        await db.SaveChangesAsync();
        return type;
    }

    public static async Task<Mailbox> ReloadAsync(this TestDatabase database, Mailbox mailbox)
    {
        await using var db = database.Open();
        return (await db.Mailboxes.FindAsync(mailbox.Id))!;
    }

    public static async Task ChangeAsync(this TestDatabase database, Mailbox mailbox, Action<Mailbox> change)
    {
        await using var db = database.Open();
        change((await db.Mailboxes.FindAsync(mailbox.Id))!);
        await db.SaveChangesAsync();
    }
}
