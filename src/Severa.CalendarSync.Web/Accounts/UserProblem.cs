namespace Severa.CalendarSync.Web.Accounts;

/// <summary>Why a change of an account was refused. The page prints it: keys UserProblem_... of SharedTexts.</summary>
public enum UserProblem
{
    None,
    NotFound,
    LastAdministrator,
    AddressTaken,
    AddressInvalid,
    Deactivated,
    OwnAccount,
}
