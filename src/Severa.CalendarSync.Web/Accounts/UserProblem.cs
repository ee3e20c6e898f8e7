namespace Severa.CalendarSync.Web.Accounts;

/// <summary>Why a change of an account was refused. The page prints it: keys UserProblem_... of SharedTexts.</summary>
public enum UserProblem
{
    None,
    NotFound,
    LastAdministrator,
    AddressTaken,

    /// <summary>It is the address already, perhaps in another letter case.</summary>
    AddressSame,
    AddressInvalid,
    Deactivated,
    OwnAccount,
}
