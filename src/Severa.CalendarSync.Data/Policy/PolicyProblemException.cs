namespace Severa.CalendarSync.Data.Policy;

/// <summary>Why no rules could be made for a mailbox.</summary>
public enum PolicyProblem
{
    /// <summary>The account's time zone is not known to this machine.</summary>
    UnknownZone,

    /// <summary>Neither the account nor the organisation has an active default type.</summary>
    NoDefaultType,

    /// <summary>The mailbox does not exist.</summary>
    NoMailbox,
}

/// <summary>The settings do not make a usable set of rules: somebody has to change them.</summary>
public sealed class PolicyProblemException(PolicyProblem problem) : Exception($"The settings cannot be used: {problem}.")
{
    public PolicyProblem Problem { get; } = problem;
}
