using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>The calendar entries that show proof codes: put, and taken away again.</summary>
public sealed class ProofEntries(
    IDbContextFactory<SyncDbContext> contexts, MailboxConnections connections, IExchangeConnector exchange, TimeProvider time, IStringLocalizer<ProfileTexts> texts)
{
    /// <summary>Whatever could not be removed for a day stays: it says itself that it means nothing any more.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Asks about the account's mailbox; once more on another server, if it has moved there (R19).</summary>
    /// <exception cref="SideException">There is no usable connection, or no such mailbox.</exception>
    public async Task<T> AskAsync<T>(Account account, Func<IMailboxProof, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question(await OpenAsync(account, cancellationToken), cancellationToken);
        }
        catch (SideException error) when (error.Number == ConnectionSettings.NoMailbox)
        {
            if (!await connections.HasMovedAsync(account.Email!, cancellationToken))
            {
                throw;
            }

            return await question(await OpenAsync(account, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Puts the entry from now to the code's end. Returns its id.</summary>
    public async Task<string> PutAsync(Account account, IssuedCode code, CancellationToken cancellationToken)
    {
        var mailbox = await OpenAsync(account, cancellationToken);
        return await mailbox.PutEntryAsync(code.Id, texts["Proof_EntryTitle", code.Code], time.GetUtcNow(), code.ExpiresAt, cancellationToken);
    }

    /// <summary>Another account has proved that this calendar is his.</summary>
    public async Task<bool> IsAnothersAsync(Guid accountId, string folderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Mailboxes.AnyAsync(m => m.AccountId != accountId && m.ProvedAt != null && m.FolderId == folderId, cancellationToken);
    }

    /// <summary>Removes the entries of this account's codes that were used, voided, used up or have ended. What fails is tried again later.</summary>
    public async Task RemoveSpentAsync(Account account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var spent = await Spent(db).Where(c => c.AccountId == account.Id).ToListAsync(cancellationToken);
        foreach (var code in spent)
        {
            await TryRemoveAsync(account, code, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The same for everybody.</summary>
    public async Task RemoveAllSpentAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await Spent(db).Select(c => c.AccountId).Distinct().ToListAsync(cancellationToken);
        var accounts = await db.Users.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancellationToken);
        foreach (var account in accounts)
        {
            await RemoveSpentAsync(account, cancellationToken);
        }
    }

    private Task<IMailboxProof> OpenAsync(Account account, CancellationToken cancellationToken) => OpenAsync(account, account.Email!, cancellationToken);

    private async Task<IMailboxProof> OpenAsync(Account account, string address, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZoneId, out var known) ? known : TimeZoneInfo.Utc;
        return exchange.OpenProof(await connections.OpenAsync(address, cancellationToken), new ExchangeMailbox(address, zone));
    }

    private IQueryable<OneTimeCode> Spent(SyncDbContext db)
    {
        var (now, longAgo) = (Now, Now - GiveUpAfter);
        var most = OneTimeCodeRules.For(OneTimeCodePurpose.MailboxProof).MaxTries;
        return db.OneTimeCodes.Where(c =>
            c.Purpose == OneTimeCodePurpose.MailboxProof && (c.EntryId != null || c.Address != null) && c.ExpiresAt > longAgo
            && (c.UsedAt != null || c.ExpiresAt <= now || c.Tries >= most));
    }

    /// <summary>Where it was put: the account may have another address by now.</summary>
    private async Task TryRemoveAsync(Account account, OneTimeCode code, CancellationToken cancellationToken)
    {
        try
        {
            var mailbox = await OpenAsync(account, code.Address ?? account.Email!, cancellationToken);
            await mailbox.RemoveEntriesAsync(code.Id, code.EntryId, cancellationToken);
            (code.EntryId, code.Address) = (null, null);
        }
        catch (SideException)
        {
            // Exchange cannot be reached just now: the clean-up comes again.
        }
    }
}
