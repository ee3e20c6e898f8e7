using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>What an error is about.</summary>
internal enum ErrorClass
{
    Item,
    Mailbox,
    Connection,
}

/// <summary>What the service does about an error. A code has several where it depends on what was asked; each asker looks for its own.</summary>
[Flags]
internal enum ErrorActions
{
    /// <summary>For us it is an answer like any other.</summary>
    None = 0,

    /// <summary>Nothing more is sent until the time the server asked for is over.</summary>
    WaitAsTold = 1,

    /// <summary>Fewer requests at the same time from now on.</summary>
    FewerAtOnce = 2,

    /// <summary>The mailbox is tried again after growing pauses (R22).</summary>
    TryLater = 4,

    /// <summary>A read is sent once more at once.</summary>
    TryOnceMore = 8,

    /// <summary>The same again in two halves, down to one thing.</summary>
    Halve = 16,

    /// <summary>What the server left out of a batch is asked for again.</summary>
    AskForTheRest = 32,

    /// <summary>The same again in an older schema.</summary>
    AskOlder = 64,

    /// <summary>The state or the folder is lost: everything is read anew and matched before anything is created.</summary>
    ReadAnew = 128,

    /// <summary>The subscription is dead: a new one, and a look at the mailbox.</summary>
    SubscribeAnew = 256,

    /// <summary>Somebody was there before us: the next reading decides.</summary>
    LookAgain = 512,

    /// <summary>As the answer to one item it concerns that item: it is set aside and tried again later (R17).</summary>
    SetAside = 1024,

    /// <summary>The same write would be refused again, however often: the other side is set back (R17).</summary>
    SetBack = 2048,

    /// <summary>A write may have happened all the same: the next run searches for it.</summary>
    SearchForWrite = 4096,

    /// <summary>Nothing goes on; whom it concerns is told, and it is tried again once a day or when settings change.</summary>
    StopAndTell = 8192,
}

/// <summary>What one code stands for.</summary>
/// <param name="Class">How far it reaches.</param>
/// <param name="IsPermanent">The same request would be refused again, as long as nobody changes anything.</param>
/// <param name="Number">The error for people, 1 for E1; <see cref="SideException.Unnumbered"/> where the service deals with it, or has no better word.</param>
/// <param name="Actions">What is done about it.</param>
internal sealed record ErrorMeaning(ErrorClass Class, bool IsPermanent, int Number, ErrorActions Actions);
