namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>One scheme of the Authorization header.</summary>
internal interface ISignInWay
{
    string Scheme { get; }

    /// <summary>What stands in WWW-Authenticate.</summary>
    string Challenge { get; }

    /// <param name="parameter">What stands behind the scheme.</param>
    /// <param name="connection">What the connection remembers.</param>
    /// <param name="host">What the server was called by.</param>
    SignInAnswer Try(string parameter, SignInConnection connection, string host);
}

/// <summary>What became of an Authorization header.</summary>
internal abstract record SignInAnswer
{
    /// <param name="Tail">A last message for the client, sent with the answer.</param>
    public sealed record SignedIn(SandboxAccount Account, string? Tail = null) : SignInAnswer;

    /// <summary>The handshake goes on with this challenge.</summary>
    public sealed record GoOn(string Challenge) : SignInAnswer;

    /// <param name="UserName">The account somebody tried, when there is one of that name.</param>
    /// <param name="Diagnostics">Why a token was refused.</param>
    /// <param name="Challenge">What is said instead of everything that is offered.</param>
    public sealed record Refused(string? UserName = null, string? Diagnostics = null, string? Challenge = null) : SignInAnswer;
}
