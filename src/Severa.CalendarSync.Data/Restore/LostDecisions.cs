using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Restore;

/// <summary>What somebody withdrew since the backup, and what must therefore not come back with it.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="IsErased">He had his sync data erased.</param>
/// <param name="IsOff">His sync was switched off last.</param>
/// <param name="IsDeactivated">His account was deactivated last.</param>
/// <param name="HasNewAddress">He got another address: the mailbox of the earlier one is not his any more.</param>
/// <param name="HasNewPassword">The earlier password may be known to somebody.</param>
public sealed record LostDecisions(Guid AccountId, bool IsErased, bool IsOff, bool IsDeactivated, bool HasNewAddress, bool HasNewPassword)
{
    /// <summary>What is redone. The rest of the journal is for persons to look at.</summary>
    private static readonly HashSet<string> Redone = Names(
        AuditAction.SyncDataErased, AuditAction.SyncSwitchedOff, AuditAction.AccountDeactivated, AuditAction.AddressChanged, AuditAction.PasswordReset, AuditAction.PasswordChanged);

    /// <summary>What leaves nothing behind that would have to be done again.</summary>
    private static readonly HashSet<string> Passing = Names(
        AuditAction.SignedIn, AuditAction.SignedInByProvider, AuditAction.SignedInByRecoveryCode, AuditAction.SignedOut, AuditAction.SessionEnded,
        AuditAction.OtherSessionsEnded, AuditAction.SessionsEnded, AuditAction.EverybodysSessionsEnded, AuditAction.SignInRefused, AuditAction.SecondFactorAsked,
        AuditAction.SecondFactorRefused, AuditAction.Confirmed, AuditAction.ConfirmationRefused, AuditAction.AccountLocked, AuditAction.OwnDataDownloaded, AuditAction.AuditExported,
        AuditAction.SupportFileDownloaded, AuditAction.AlertsTested, AuditAction.MailboxesChecked, AuditAction.ChangeUndone, AuditAction.RunUndone, AuditAction.ValueRestored,
        AuditAction.BroughtBack, AuditAction.HeldReleased, AuditAction.HeldDiscarded, AuditAction.DeletionsAllowed, AuditAction.UntickedCopiesRemoved);

    public bool IsAny => IsErased || IsOff || IsDeactivated || HasNewAddress || HasNewPassword;

    /// <param name="lost">In the order of time.</param>
    public static IReadOnlyList<LostDecisions> Of(IEnumerable<AuditLine> lost) =>
        [.. lost.Where(line => line.SubjectId is not null).GroupBy(line => line.SubjectId!.Value).Select(g => Of(g.Key, [.. g])).Where(d => d.IsAny)];

    /// <summary>What a person has to look at: nothing of it can be redone from the journal.</summary>
    public static IReadOnlyList<AuditLine> ForPersons(IEnumerable<AuditLine> lost) =>
        [.. lost.Where(line => !Redone.Contains(line.Action) && !Passing.Contains(line.Action))];

    private static LostDecisions Of(Guid account, List<AuditLine> lines) => new(
        account,
        lines.Exists(line => line.Is(AuditAction.SyncDataErased)),
        lines.FindLast(line => line.Is(AuditAction.SyncSwitchedOff) || line.Is(AuditAction.SyncSwitchedOn))?.Is(AuditAction.SyncSwitchedOff) == true,
        lines.FindLast(line => line.Is(AuditAction.AccountDeactivated) || line.Is(AuditAction.AccountReactivated))?.Is(AuditAction.AccountDeactivated) == true,
        lines.Exists(line => line.Is(AuditAction.AddressChanged)),
        lines.Exists(line => line.Is(AuditAction.PasswordReset) || line.Is(AuditAction.PasswordChanged)));

    private static HashSet<string> Names(params AuditAction[] actions) => [.. actions.Select(action => action.ToString())];
}
