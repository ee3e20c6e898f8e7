using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Sessions;

/// <summary>
/// The sessions of all accounts, which every node reads. Whatever changes an account's security stamp or deactivates it ends its
/// sessions: their rows count no more.
/// </summary>
public sealed class AccountSessions(SyncDbContext db, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The session, unless it was ended: one row by its key. How long it may last is the caller's question.</summary>
    public Task<AccountSession?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var id = SessionSecret.Hash(secret);
        return Alive().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    /// <summary>Those of an account that nobody ended, the one seen last first; some of them may be too old.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(Guid accountId, CancellationToken cancellationToken) =>
        await Alive().AsNoTracking().Where(s => s.AccountId == accountId).OrderByDescending(s => s.SeenAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);

    /// <returns>The secret, for the cookie alone.</returns>
    public async Task<string> BeginAsync(NewSession wanted, CancellationToken cancellationToken)
    {
        var (now, secret) = (Now, SessionSecret.New());
        db.Sessions.Add(new AccountSession
        {
            Id = SessionSecret.Hash(secret),
            AccountId = wanted.AccountId,
            Stamp = wanted.Stamp,
            BegunAt = now,
            EndsAt = now + wanted.Longest,
            SeenAt = now,
            ConfirmedAt = now,
            Way = wanted.Way,
            Step = wanted.Step,
            Browser = wanted.Browser,
            Platform = wanted.Platform,
        });
        await db.SaveChangesAsync(cancellationToken);
        return secret;
    }

    public Task SeeAsync(AccountSession session, CancellationToken cancellationToken)
    {
        var now = Now;
        return One(session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancellationToken);
    }

    /// <summary>The person typed his password again: the session goes on under another secret.</summary>
    /// <returns>The secret; one that opens nothing when the session was ended meanwhile.</returns>
    public async Task<string> ConfirmAsync(AccountSession session, CancellationToken cancellationToken)
    {
        var (now, secret) = (Now, SessionSecret.New());
        var id = SessionSecret.Hash(secret);
        await One(session.Id).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Id, id).SetProperty(s => s.SeenAt, now).SetProperty(s => s.ConfirmedAt, now), cancellationToken);
        return secret;
    }

    /// <summary>The account has another security stamp, and of its sessions this one goes on, under another secret.</summary>
    /// <returns>The secret; one that opens nothing when the session was ended meanwhile.</returns>
    public async Task<string> GoOnAsync(AccountSession session, string stamp, CancellationToken cancellationToken)
    {
        var secret = SessionSecret.New();
        var id = SessionSecret.Hash(secret);
        await One(session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Id, id).SetProperty(s => s.Stamp, stamp), cancellationToken);
        return secret;
    }

    /// <summary>False: the account has no such session.</summary>
    public async Task<bool> EndAsync(Guid accountId, string id, CancellationToken cancellationToken) =>
        await One(id).Where(s => s.AccountId == accountId).ExecuteDeleteAsync(cancellationToken) == 1;

    /// <summary>All of the account but one.</summary>
    public Task EndOthersAsync(Guid accountId, string but, CancellationToken cancellationToken) =>
        db.Sessions.Where(s => s.AccountId == accountId && s.Id != but).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Of all accounts, those that nobody ended and that are not too old, but one.</summary>
    public Task<int> CountAsync(string but, CancellationToken cancellationToken)
    {
        var now = Now;
        return Alive().CountAsync(s => s.Id != but && s.EndsAt > now, cancellationToken);
    }

    /// <summary>All of all accounts but one.</summary>
    public Task EndEverybodysAsync(string but, CancellationToken cancellationToken) => db.Sessions.Where(s => s.Id != but).ExecuteDeleteAsync(cancellationToken);

    private IQueryable<AccountSession> One(string id) => db.Sessions.Where(s => s.Id == id);

    private IQueryable<AccountSession> Alive() => db.Sessions.Where(s => s.Account!.IsActive && s.Account.SecurityStamp == s.Stamp);
}
