using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>What people did with one thing and its copy: its title begins with the token, wherever it shows.</summary>
internal sealed class TokenLife(string token)
{
    public string Token { get; } = token;

    /// <summary>How many entries there may be at most: one, or the slots of the series.</summary>
    public int Occurrences { get; set; } = 1;

    public bool IsSeries { get; set; }

    public bool IsMeeting { get; set; }

    /// <summary>Somebody deleted it, or some of it, or declined it.</summary>
    public bool WasDeleted { get; set; }

    /// <summary>It was private at some time: its token may be withheld in Severa.</summary>
    public bool WasPrivate { get; set; }

    /// <summary>The user gave "this and all following" another title: nothing tells any more that the new series was the old one.</summary>
    public bool IsAnotherSeries { get; set; }

    /// <summary>What was last written by the user of each side.</summary>
    public Dictionary<(Side Side, ItemFields Field), string> LastWritten { get; } = [];

    public override string ToString() => Token.Trim();
}
