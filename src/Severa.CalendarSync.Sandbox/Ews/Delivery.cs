namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>How an answer leaves.</summary>
internal enum Delivery
{
    Whole,

    /// <summary>One half at once, the other after a pause.</summary>
    Slowly,

    /// <summary>One half, and the connection breaks.</summary>
    Cut,

    /// <summary>The connection breaks instead.</summary>
    Dropped,
}
