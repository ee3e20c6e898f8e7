namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// A server's code is shown and logged, so it must be one: nothing else that a server writes reaches a page or a log. Servers have more
/// codes than any schema lists, so it stays a text. All begin with "Error": none can pass for a code of ours.
/// </summary>
internal static class EwsCode
{
    /// <summary>Stands for a text that is no code.</summary>
    public const string Unreadable = "NotACode";

    /// <summary>There was none.</summary>
    public const string Missing = "NoResponseCode";

    /// <summary>A warning with NoError is no success; it must not look like one.</summary>
    public const string Warning = "Warning";

    /// <summary>Stands for a fault that names none.</summary>
    public const string OfFaultWithout = "SoapFault";

    private const string Prefix = "Error";
    private const int Longest = 80;

    public static string Of(string? text) => text switch
    {
        null => Missing,
        EwsMessage.NoError => text,
        _ => Looks(text) ? text : Unreadable,
    };

    /// <param name="detail">The code in the fault's detail.</param>
    /// <param name="faultCode">Its faultcode, such as "a:ErrorServerBusy".</param>
    public static string OfFault(string? detail, string? faultCode) =>
        string.IsNullOrEmpty(detail) || detail == EwsMessage.NoError
            ? faultCode?[(faultCode.IndexOf(':', StringComparison.Ordinal) + 1)..] is { } code && Looks(code) ? code : OfFaultWithout
            : Of(detail);

    private static bool Looks(string text) =>
        text.Length is > 5 and <= Longest && text.StartsWith(Prefix, StringComparison.Ordinal) && text.All(char.IsAsciiLetterOrDigit);
}
