namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>The request may have reached the server, but what became of it is not known.</summary>
internal sealed class NoAnswerException(string code, Exception? inner = null) : Exception("No answer.", inner)
{
    public string Code { get; } = code;
}
