using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>
/// Single-use links by which somebody chooses his own password. Whoever uses one might be somebody else,
/// so the proof of the mailbox is void when the link is made and again when it is used (R23).
/// </summary>
public sealed class AccountLinks(OneTimeCodes codes, MailboxProof proof)
{
    private const OneTimeCodePurpose Purpose = OneTimeCodePurpose.Invitation;

    /// <summary>What the link carries: the account and a code that only its hash remembers.</summary>
    public async Task<string> IssueAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await proof.VoidAsync(accountId, cancellationToken);
        var issued = await codes.IssueAsync(Purpose, accountId, code: null, cancellationToken);
        return $"{accountId:N}.{issued.Code}";
    }

    /// <summary>The account a link is for, as long as some link for it may still be used. This is not a try.</summary>
    public async Task<Guid?> FindAccountAsync(string? link, CancellationToken cancellationToken) =>
        Read(link) is var (accountId, _) && await codes.FindOpenAsync(Purpose, accountId, cancellationToken) is not null ? accountId : null;

    /// <summary>Uses the link up. False when it was wrong, used or too old.</summary>
    public async Task<bool> UseAsync(string? link, CancellationToken cancellationToken)
    {
        if (Read(link) is not var (accountId, code) || !(await codes.VerifyAsync(Purpose, accountId, code, cancellationToken)).IsAccepted)
        {
            return false;
        }

        await proof.VoidAsync(accountId, cancellationToken);
        return true;
    }

    private static (Guid AccountId, string Code)? Read(string? link) =>
        link?.Split('.') is [var account, var code] && Guid.TryParseExact(account, "N", out var id) ? (id, code) : null;
}
