using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Sessions;

/// <summary>What is remembered of a sign-in.</summary>
/// <param name="AccountId">Who signed in.</param>
/// <param name="Stamp">The account's security stamp then.</param>
/// <param name="Longest">When the session ends, however busy.</param>
public sealed record NewSession(Guid AccountId, string Stamp, TimeSpan Longest)
{
    public SignInWay Way { get; init; }

    public SecondStep Step { get; init; }

    public string? Browser { get; init; }

    public string? Platform { get; init; }
}
