namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>What may go wrong on purpose. How each does is a row of <see cref="FaultScripts"/>.</summary>
public enum FaultKind
{
    /// <summary>The operation happens; the connection breaks before the answer.</summary>
    DropAnswerAfterCommit,

    /// <summary>The connection breaks and nothing happened.</summary>
    DropBeforeCommit,

    /// <summary>HTTP 503 without a body, and with Retry-After where milliseconds are given.</summary>
    Http503,

    /// <summary>HTTP 500 without a body, and nothing happened.</summary>
    Http500,

    /// <summary>A SOAP fault ErrorServerBusy with BackOffMilliseconds.</summary>
    ServerBusy,

    /// <summary>The same in the messages of an answer with HTTP 200.</summary>
    ServerBusyMessages,

    /// <summary>The answer takes longer.</summary>
    Slow,

    /// <summary>The operation happens; half of its answer comes at once, the rest later.</summary>
    SlowBody,

    /// <summary>The operation happens; its answer stops in the middle.</summary>
    CutBody,

    /// <summary>HTTP 401, though the password is right: a busy domain controller, say.</summary>
    Http401,

    /// <summary>HTTP 403: the mailbox or the application may not use EWS.</summary>
    Http403,

    /// <summary>The error page of IIS instead of an answer: a redirection to genericerrorpage.htm.</summary>
    ErrorPage,

    /// <summary>A SOAP fault ErrorInternalServerError.</summary>
    ServerError,

    /// <summary>ErrorInvalidServerVersion, whatever version was asked for.</summary>
    VersionRefused,

    /// <summary>ErrorMailboxMoveInProgress for everything in the mailbox.</summary>
    MailboxMoving,

    /// <summary>The mailbox has moved: its folders and entries have other ids, and everything else is as it was.</summary>
    MailboxMoved,

    /// <summary>ErrorNonExistentMailbox.</summary>
    MailboxGone,

    /// <summary>The address is not the mailbox's primary one any more: ErrorNonPrimarySmtpAddress names another.</summary>
    MailboxIsAlias,

    /// <summary>GetItem gives ErrorItemCorrupt for one entry; all others are well.</summary>
    DamagedItem,

    /// <summary>SyncFolderItems does not know its state any more: ErrorInvalidSyncStateData.</summary>
    SyncStateExpired,

    /// <summary>Subscriptions are forgotten as soon as somebody asks for what they have to tell: ErrorSubscriptionNotFound.</summary>
    SubscriptionLost,

    /// <summary>The clock of the mailbox's server is wrong: the Date of its answers, and the times it gives to what changes.</summary>
    ClockSkew,
}
