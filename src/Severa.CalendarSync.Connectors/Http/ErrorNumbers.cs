namespace Severa.CalendarSync.Connectors.Http;

/// <summary>The numbers of the errors that people see, as far as a connector can tell them apart.</summary>
internal static class ErrorNumbers
{
    public const int PasswordRefused = 1;
    public const int AccountLocked = 2;
    public const int PasswordMustChange = 3;
    public const int NeverSignedIn = 4;
    public const int BasicSwitchedOff = 5;
    public const int EwsSwitchedOff = 6;
    public const int ServerNotFound = 7;
    public const int CertificateNotTrusted = 8;
    public const int VersionNotSupported = 9;
    public const int NoImpersonation = 10;
    public const int NoImpersonationOfUser = 11;
    public const int ReachesTooMuch = 12;
    public const int NoMailbox = 13;
    public const int AddressIsAlias = 14;
    public const int NobodysOwnMailbox = 15;
    public const int NoEwsLicence = 18;
    public const int MailboxMoving = 19;
    public const int MailboxFull = 20;
    public const int ServerBusy = 22;
    public const int EntryTooLarge = 23;
    public const int EntryDamaged = 24;
    public const int SecretUnreadable = 30;
    public const int SecretEnded = 31;
}
