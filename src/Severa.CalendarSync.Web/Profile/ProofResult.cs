namespace Severa.CalendarSync.Web.Profile;

/// <summary>What came of putting a code or typing it.</summary>
public enum ProofOutcome
{
    CodeSent,
    Proved,

    /// <summary>Not the code; it may be typed again.</summary>
    WrongCode,

    /// <summary>No code waits any more: it ended, or all tries are used.</summary>
    NoCode,

    /// <summary>The provider did not verify this mailbox.</summary>
    NotVerified,

    /// <summary>The day's codes are used up.</summary>
    TooManyCodes,

    /// <summary>Something went wrong; see the number.</summary>
    Failed,
}

/// <param name="Outcome">What happened.</param>
/// <param name="Number">Failed: the error for people, 13 for E13.</param>
/// <param name="TriesLeft">WrongCode: how many more.</param>
/// <param name="PrimaryAddress">E14: the address the mailbox really has.</param>
public sealed record ProofResult(ProofOutcome Outcome, int? Number = null, int TriesLeft = 0, string? PrimaryAddress = null)
{
    public static ProofResult Error(int number) => new(ProofOutcome.Failed, number);
}
