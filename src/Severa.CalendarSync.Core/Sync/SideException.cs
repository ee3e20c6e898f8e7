namespace Severa.CalendarSync.Core.Sync;

/// <summary>How far an error reaches, and whether waiting helps. Callers decide by this, never by message text.</summary>
public enum ErrorScope
{
    Mailbox,
    Connection,
}

/// <summary>
/// A side could not be read or written at all. Carries the number of product.md "Errors" (1 = E1) that people see,
/// and the server's own code; never contents, addresses or secrets.
/// </summary>
public sealed class SideException : Exception
{
    public SideException(int number, ErrorScope scope, bool isPermanent, string code, Exception? inner = null)
        : base($"E{number} {code}", inner)
    {
        Number = number;
        Scope = scope;
        IsPermanent = isPermanent;
        Code = code;
    }

    /// <summary>Something nobody has a number for: people see a general sentence and the reference.</summary>
    public const int Unnumbered = 0;

    /// <summary>The error's number for people: 1 stands for E1.</summary>
    public int Number { get; }

    public ErrorScope Scope { get; }

    /// <summary>Trying again without a change of settings is pointless (R22).</summary>
    public bool IsPermanent { get; }

    /// <summary>The server's code (an EWS ResponseCode, "Http503", "Timeout", "Tls" ...).</summary>
    public string Code { get; }

    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
