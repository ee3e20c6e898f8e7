using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>A code of Exchange that this release does not know. It was taken for something that passes.</summary>
/// <param name="Code">Letters and digits only.</param>
/// <param name="Times">How often it came.</param>
/// <param name="Since">When it came first.</param>
/// <param name="LastAt">When it came last.</param>
public sealed record UnknownCode(string Code, long Times, DateTimeOffset Since, DateTimeOffset LastAt);

/// <summary>What this node has noticed of its Exchange servers since it was started.</summary>
public interface IExchangeNotes
{
    /// <summary>The most frequent first.</summary>
    IReadOnlyList<UnknownCode> UnknownCodes { get; }

    /// <summary>The clock that is furthest from ours, where it is so far that people should know (E25); else null.</summary>
    ServerClock? FarClock { get; }
}
