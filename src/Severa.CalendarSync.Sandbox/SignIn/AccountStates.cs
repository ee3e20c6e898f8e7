using System.Collections.Concurrent;

namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>What an administrator of the directory may have done to an account. Set by tests, not lasting.</summary>
public sealed record AccountState(bool IsLocked = false, bool IsPasswordExpired = false, int FailedSignIns = 0);

/// <summary>The states of all accounts, and how often each was refused.</summary>
internal sealed class AccountStates
{
    private readonly ConcurrentDictionary<string, AccountState> _states = new(StringComparer.OrdinalIgnoreCase);

    public AccountState Of(string userName) => _states.GetValueOrDefault(userName, new AccountState());

    public void Set(string userName, bool isLocked, bool isPasswordExpired) => _states.AddOrUpdate(
        userName, new AccountState(isLocked, isPasswordExpired), (_, state) => state with { IsLocked = isLocked, IsPasswordExpired = isPasswordExpired });

    public void CountFailure(string userName) =>
        _states.AddOrUpdate(userName, new AccountState(FailedSignIns: 1), (_, state) => state with { FailedSignIns = state.FailedSignIns + 1 });

    public void Reset() => _states.Clear();
}
