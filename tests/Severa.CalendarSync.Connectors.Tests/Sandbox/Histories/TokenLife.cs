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

    /// <summary>Somebody did something else with it than make it and delete it.</summary>
    public bool WasEdited { get; set; }

    /// <summary>It was private at some time: its token may be withheld in Severa.</summary>
    public bool WasPrivate { get; set; }

    /// <summary>The user divided its series: "this and all following".</summary>
    public bool WasDivided { get; set; }

    /// <summary>Somebody wrote another title than the one it began with.</summary>
    public bool WasRetitled { get; set; }

    /// <summary>A divided series is known by its title: with another one it is a new series and the old one is gone.</summary>
    public bool IsAnotherSeries => WasDivided && WasRetitled;

    /// <summary>What was last written by the user of each side.</summary>
    public Dictionary<(Side Side, ItemFields Field), string> LastWritten { get; } = [];

    public override string ToString() => Token.Trim();
}
