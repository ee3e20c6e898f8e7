namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>The server's answer for one item of a batch: its code and, where that is NoError, the result.</summary>
internal readonly record struct ItemAnswer<T>(string Code, T? Value, TimeSpan? BackOff = null)
{
    public bool IsSuccess => Code == EwsMessage.NoError;

    public static ItemAnswer<T> Of(EwsMessage message, Func<EwsMessage, T?> read) =>
        message.IsSuccess ? new ItemAnswer<T>(message.Code, read(message)) : new ItemAnswer<T>(CodeOf(message), default, message.BackOff);

    private static string CodeOf(EwsMessage message) => message.Code == EwsMessage.NoError ? EwsCode.Warning : message.Code;
}
