using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Which of the many things that went wrong people are told.</summary>
internal static class Verdict
{
    /// <summary>Whoever spoke as Exchange tells more than a name that leads nowhere.</summary>
    private static readonly int[] MostTelling =
    [
        ErrorNumbers.AccountLocked, ErrorNumbers.PasswordMustChange, ErrorNumbers.PasswordRefused, ErrorNumbers.NoMailbox,
        ErrorNumbers.BasicSwitchedOff, ErrorNumbers.ServerBusy, ErrorNumbers.CertificateNotTrusted,
    ];

    public static LocateResult.Failed Of(IReadOnlyList<(int Number, string Code)> troubles)
    {
        foreach (var number in MostTelling)
        {
            if (troubles.Where(t => t.Number == number).Select(t => t.Code).FirstOrDefault() is { } code)
            {
                return new LocateResult.Failed(number, code, number != ErrorNumbers.ServerBusy);
            }
        }

        return new LocateResult.Failed(ErrorNumbers.ServerNotFound, "AutodiscoverFailed", IsPermanent: false);
    }
}
