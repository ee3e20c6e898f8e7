using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.SignIn;

/// <summary>
/// Keeps an account from being locked: after one refused sign-in a single request tries once more while all others wait for what
/// comes of it. One refusal may be a busy server; two are a wrong password, and nothing is sent with it for a while.
/// </summary>
internal sealed class PasswordGuard(TimeProvider time) : IDisposable
{
    /// <summary>Long enough that mailboxes under way end with the error, short enough for an administrator who unlocked the account.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile bool _isDoubted;
    private SideException? _refusal;
    private DateTimeOffset _refusedUntil;

    /// <summary>Sends a request, if it may be sent now.</summary>
    /// <exception cref="SideException">E1, E2, E31: refused, this time or a moment ago.</exception>
    public async Task<T> SendAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        if (_isDoubted)
        {
            await _oneAtATime.WaitAsync(cancellationToken);
            try
            {
                ThrowIfRefusedBefore();
                if (_isDoubted)
                {
                    return await ProveAsync(send);
                }
            }
            finally
            {
                _oneAtATime.Release();
            }
        }

        return await SendTrustedAsync(send);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static bool IsRefusal(SideException error) =>
        error.Number is ErrorNumbers.PasswordRefused or ErrorNumbers.AccountLocked or ErrorNumbers.SecretEnded;

    private void ThrowIfRefusedBefore()
    {
        if (_refusal is { } before && time.GetUtcNow() < _refusedUntil)
        {
            throw new SideException(before.Number, before.Scope, before.IsPermanent, before.Code, before);
        }
    }

    private async Task<T> SendTrustedAsync<T>(Func<Task<T>> send)
    {
        try
        {
            return await send();
        }
        catch (SideException error) when (IsRefusal(error))
        {
            _isDoubted = true;
            throw;
        }
    }

    /// <summary>The one try that decides.</summary>
    private async Task<T> ProveAsync<T>(Func<Task<T>> send)
    {
        try
        {
            var result = await send();
            (_isDoubted, _refusal) = (false, null);
            return result;
        }
        catch (SideException error) when (IsRefusal(error))
        {
            (_refusal, _refusedUntil) = (error, time.GetUtcNow() + Rest);
            throw;
        }
    }
}
