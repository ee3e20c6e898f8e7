namespace Severa.CalendarSync.Connectors.Exchange.Ews;

internal enum WriteAnswerKind
{
    /// <summary>The server answered, with a result or a code.</summary>
    Answered,

    /// <summary>Sent, but no answer came: it may have happened.</summary>
    NoAnswer,

    /// <summary>Certainly not done.</summary>
    NotDone,

    /// <summary>Not sent, because its call has taken long enough: the next run goes on with it.</summary>
    Left,
}

/// <summary>What is known of one write.</summary>
internal readonly record struct WriteAnswer(WriteAnswerKind Kind, string Code, EwsItemId Item = default)
{
    public bool IsDone => Kind == WriteAnswerKind.Answered && Code == EwsMessage.NoError;
}
