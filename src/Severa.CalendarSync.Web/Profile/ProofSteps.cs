using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>
/// Whoever can read a code in the Outlook calendar of his address owns that mailbox, and so does whoever signed in through the
/// organisation's provider, which verified that address (R23). The code never appears anywhere else,
/// and its entry goes away as soon as it has served.
/// </summary>
public sealed class ProofSteps(OneTimeCodes codes, ProofEntries entries, MailboxProof proved, OwnMailbox own, Audit audit)
{
    private const int NoMailbox = 13;
    private const int AddressIsAlias = 14;
    private const OneTimeCodePurpose Purpose = OneTimeCodePurpose.MailboxProof;

    /// <summary>Puts a new code into the calendar of the account's own address.</summary>
    public async Task<ProofResult> SendCodeAsync(CancellationToken cancellationToken) =>
        await OnOwnCalendarAsync(await own.ReadAsync(cancellationToken), PutAsync, cancellationToken);

    /// <summary>The reader's session says that the provider verified his mailbox.</summary>
    public async Task<ProofResult> ProveByProviderAsync(SessionOrigin session, CancellationToken cancellationToken)
    {
        var sync = await own.ReadAsync(cancellationToken);
        return IsVerified(sync.Account, session)
            ? await OnOwnCalendarAsync(sync, async (account, token) => await MarkAsync(account.Id, await FolderOfAsync(account, token), token), cancellationToken)
            : new ProofResult(ProofOutcome.NotVerified);
    }

    /// <summary>The provider verified the very address of the account.</summary>
    public static bool IsVerified(Account account, SessionOrigin session) =>
        session.Mailbox is { Length: > 0 } mailbox && string.Equals(mailbox, account.Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address is asked first: an alias opens nothing (R23).</summary>
    private async Task<ProofResult> OnOwnCalendarAsync(
        OwnSync sync, Func<Account, CancellationToken, Task<ProofResult>> step, CancellationToken cancellationToken)
    {
        if (sync.IsConnectionWaiting)
        {
            return ProofResult.Error(sync.Connection!.Number);
        }

        var account = sync.Account;
        try
        {
            var primary = await entries.AskAsync(account, (mailbox, token) => mailbox.FindPrimaryAddressAsync(token), cancellationToken);
            if (primary is null)
            {
                return ProofResult.Error(NoMailbox);
            }

            return string.Equals(primary, account.Email, StringComparison.OrdinalIgnoreCase)
                ? await step(account, cancellationToken)
                : ProofResult.Error(AddressIsAlias) with { PrimaryAddress = primary };
        }
        catch (TooManyCodesException)
        {
            return new ProofResult(ProofOutcome.TooManyCodes);
        }
        catch (SideException problem)
        {
            return ProofResult.Error(problem.Number);
        }
    }

    /// <summary>Judges what was typed. Once right or used up, the entry leaves the calendar.</summary>
    public async Task<ProofResult> ProveAsync(string typed, CancellationToken cancellationToken)
    {
        var account = (await own.ReadAsync(cancellationToken)).Account;
        if (await codes.FindOpenAsync(Purpose, account.Id, cancellationToken) is not { EntryId: not null })
        {
            return new ProofResult(ProofOutcome.NoCode);
        }

        try
        {
            // Read before the code is used up, and of today's address: it may be another one than the code was put for.
            var folder = await FolderOfAsync(account, cancellationToken);
            var result = await JudgeAsync(account.Id, typed, folder, cancellationToken);
            await entries.RemoveSpentAsync(account, cancellationToken);
            return result;
        }
        catch (SideException problem)
        {
            return ProofResult.Error(problem.Number);
        }
    }

    private Task<string> FolderOfAsync(Account account, CancellationToken cancellationToken) =>
        entries.AskAsync(account, (mailbox, token) => mailbox.ReadFolderIdAsync(token), cancellationToken);

    private async Task<ProofResult> PutAsync(Account account, CancellationToken cancellationToken)
    {
        var folder = await FolderOfAsync(account, cancellationToken);
        if (await entries.IsAnothersAsync(account.Id, folder, cancellationToken))
        {
            return ProofResult.Error(SwitchRefusedException.BelongsToAnother);
        }

        var code = await codes.IssueAsync(Purpose, account.Id, code: null, cancellationToken);
        await entries.RemoveSpentAsync(account, cancellationToken);

        // First where: an entry whose id never arrives is found there by its mark.
        await codes.RememberPlaceAsync(code.Id, account.Email!, folder, cancellationToken);
        await codes.RememberEntryAsync(code.Id, await entries.PutAsync(account, code, cancellationToken), cancellationToken);
        return new ProofResult(ProofOutcome.CodeSent);
    }

    private async Task<ProofResult> JudgeAsync(Guid accountId, string typed, string folder, CancellationToken cancellationToken)
    {
        var verdict = await codes.VerifyAsync(Purpose, accountId, typed, cancellationToken);
        if (!verdict.IsAccepted)
        {
            return verdict.TriesLeft > 0 ? new ProofResult(ProofOutcome.WrongCode, TriesLeft: verdict.TriesLeft) : new ProofResult(ProofOutcome.NoCode);
        }

        if (!string.Equals(verdict.FolderId, folder, StringComparison.Ordinal))
        {
            // The code was read in another calendar than the one it would open.
            return new ProofResult(ProofOutcome.NoCode);
        }

        return await MarkAsync(accountId, folder, cancellationToken);
    }

    private async Task<ProofResult> MarkAsync(Guid accountId, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await proved.MarkProvedAsync(accountId, folder, cancellationToken, audit.Note(AuditAction.MailboxProved, accountId));
            return new ProofResult(ProofOutcome.Proved);
        }
        catch (SwitchRefusedException refusal)
        {
            return ProofResult.Error(refusal.Number);
        }
    }
}
