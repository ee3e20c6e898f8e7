using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>
/// Two programs that correct each other write the same values to the same pair again and again.
/// Such a pair is set aside, with advice, instead of going on for ever.
/// </summary>
public static class Oscillation
{
    /// <summary>So many values of a pair are remembered.</summary>
    public const int Remembered = 8;

    /// <summary>The value is written so often, with others in between, before the pair is set aside.</summary>
    public const int Tolerated = 3;

    /// <summary>After a day without a write of ours the pair starts anew.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>Nobody needs a pair back that fast, and whoever edits it gets it at once.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(4);

    /// <summary>The code of a pair that was set aside by this rule.</summary>
    public const string Code = "Oscillates";

    /// <summary>The same values were written too often lately, and something always changed them back.</summary>
    public static bool IsEndless(SyncAction action, WriteTrail? trail, Fingerprint print, DateTimeOffset now)
    {
        if (trail is null || action.Content is null || now - trail.LastAt > Memory)
        {
            return false;
        }

        var hash = HashOf(action, print);
        return trail.Hashes.Split(' ').Count(h => string.Equals(h, hash, StringComparison.Ordinal)) >= Tolerated;
    }

    /// <summary>The trail once this was written.</summary>
    public static WriteTrail? Extended(WriteTrail? trail, SyncAction action, Fingerprint print, DateTimeOffset now)
    {
        if (action.Content is null || action.Kind == SyncActionKind.Create)
        {
            return trail;
        }

        IEnumerable<string> earlier = trail is null || now - trail.LastAt > Memory ? [] : trail.Hashes.Split(' ');
        return new WriteTrail(string.Join(' ', earlier.Append(HashOf(action, print)).TakeLast(Remembered)), now);
    }

    /// <summary>Keyed, like everything that is kept of contents.</summary>
    private static string HashOf(SyncAction action, Fingerprint print) =>
        print.Of(action.Fields, action.Target + string.Join('\u001f', action.Fields.Each().Select(action.Content!.Canonical)))[..8];
}
