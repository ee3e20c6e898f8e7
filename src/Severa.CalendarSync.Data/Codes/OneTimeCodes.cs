using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Codes;

/// <summary>A code just made: the only moment anybody sees its text.</summary>
public sealed record IssuedCode(Guid Id, string Code, DateTimeOffset ExpiresAt);

/// <summary>The code of one purpose that may still be typed.</summary>
public sealed record OpenCode(Guid Id, DateTimeOffset ExpiresAt, int TriesLeft, string? EntryId, string? FolderId);

/// <summary>What came of a try.</summary>
/// <param name="IsAccepted">It was right; it works no more.</param>
/// <param name="TriesLeft">How many more tries the code allows; 0 means a new one is needed.</param>
/// <param name="EntryId">Proof: the calendar entry that showed the code, to be removed.</param>
/// <param name="FolderId">Proof: the calendar the code was put into.</param>
public sealed record CodeVerdict(bool IsAccepted, int TriesLeft = 0, string? EntryId = null, string? FolderId = null);

/// <summary>No more codes of this purpose for this account today.</summary>
public sealed class TooManyCodesException() : Exception("No more codes today.");

/// <summary>Codes that work once, for a short time, a few tries (P1, R23). A new code voids the one before.</summary>
public sealed class OneTimeCodes(IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="purpose">What it opens.</param>
    /// <param name="accountId">For whom; null for the set-up code.</param>
    /// <param name="code">A code given by the configuration; null makes a random one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TooManyCodesException">The day's codes are used up.</exception>
    public async Task<IssuedCode> IssueAsync(OneTimeCodePurpose purpose, Guid? accountId, string? code, CancellationToken cancellationToken)
    {
        var rules = OneTimeCodeRules.For(purpose);
        code ??= CodeText.New(rules.Letters);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        await CheckDayAsync(db, purpose, accountId, rules, cancellationToken);
        await VoidAsync(db, purpose, accountId, cancellationToken);
        var row = new OneTimeCode
        {
            Id = Guid.NewGuid(),
            Purpose = purpose,
            AccountId = accountId,
            Hash = Convert.ToBase64String(CodeText.Hash(code)),
            CreatedAt = Now,
            ExpiresAt = Now + rules.Lifetime,
        };
        db.OneTimeCodes.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IssuedCode(row.Id, code, new DateTimeOffset(row.ExpiresAt));
    }

    /// <summary>Remembers in which calendar a proof code is about to be put: before anything of it is there.</summary>
    public async Task RememberPlaceAsync(Guid codeId, string address, string folderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.OneTimeCodes.Where(c => c.Id == codeId).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Address, address).SetProperty(c => c.FolderId, folderId), cancellationToken);
    }

    /// <summary>Remembers the entry that shows it.</summary>
    public async Task RememberEntryAsync(Guid codeId, string entryId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.OneTimeCodes.Where(c => c.Id == codeId).ExecuteUpdateAsync(set => set.SetProperty(c => c.EntryId, entryId), cancellationToken);
    }

    /// <summary>The code that waits to be typed, if there is one.</summary>
    public async Task<OpenCode?> FindOpenAsync(OneTimeCodePurpose purpose, Guid? accountId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var most = OneTimeCodeRules.For(purpose).MaxTries;
        var row = await Open(db, purpose, accountId).AsNoTracking().OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : new OpenCode(row.Id, new DateTimeOffset(row.ExpiresAt), most - row.Tries, row.EntryId, row.FolderId);
    }

    /// <summary>One try. It is counted before it is judged, so that many at once get no more tries than one after the other.</summary>
    public async Task<CodeVerdict> VerifyAsync(OneTimeCodePurpose purpose, Guid? accountId, string typed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = Open(db, purpose, accountId);
        var row = await open.AsNoTracking().OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        var counted = row is null
            ? 0
            : await open.Where(c => c.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Tries, c => c.Tries + 1), cancellationToken);
        if (row is null || counted == 0)
        {
            return new CodeVerdict(IsAccepted: false);
        }

        var isRight = CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(row.Hash), CodeText.Hash(typed));
        return isRight && await UseAsync(db, row.Id, cancellationToken)
            ? new CodeVerdict(IsAccepted: true, EntryId: row.EntryId, FolderId: row.FolderId)
            : new CodeVerdict(IsAccepted: false, OneTimeCodeRules.For(purpose).MaxTries - row.Tries - 1);
    }

    private IQueryable<OneTimeCode> Open(SyncDbContext db, OneTimeCodePurpose purpose, Guid? accountId)
    {
        var now = Now;
        var most = OneTimeCodeRules.For(purpose).MaxTries;
        return db.OneTimeCodes.Where(
            c => c.Purpose == purpose && c.AccountId == accountId && c.UsedAt == null && c.ExpiresAt > now && c.Tries < most);
    }

    /// <summary>False when somebody used it a moment before.</summary>
    private async Task<bool> UseAsync(SyncDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var now = Now;
        return await db.OneTimeCodes.Where(c => c.Id == id && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), cancellationToken) == 1;
    }

    private async Task CheckDayAsync(
        SyncDbContext db, OneTimeCodePurpose purpose, Guid? accountId, OneTimeCodeRules rules, CancellationToken cancellationToken)
    {
        var yesterday = Now.AddDays(-1);
        if (rules.MaxPerDay is { } most
            && await db.OneTimeCodes.CountAsync(
                c => c.Purpose == purpose && c.AccountId == accountId && c.CreatedAt > yesterday, cancellationToken) >= most)
        {
            throw new TooManyCodesException();
        }
    }

    private async Task VoidAsync(SyncDbContext db, OneTimeCodePurpose purpose, Guid? accountId, CancellationToken cancellationToken)
    {
        var now = Now;
        await db.OneTimeCodes.Where(c => c.Purpose == purpose && c.AccountId == accountId && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), cancellationToken);
    }
}
