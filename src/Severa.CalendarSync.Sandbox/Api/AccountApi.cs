using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Sandbox.SignIn;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>An account as tests see it.</summary>
internal sealed record AccountDto(string UserName, bool IsLocked, bool IsPasswordExpired, int FailedSignIns)
{
    public static AccountDto Of(SandboxAccount account, AccountState state) =>
        new(account.UserName, state.IsLocked, state.IsPasswordExpired, state.FailedSignIns);
}

/// <summary>What a test wants an account to be like.</summary>
internal sealed record AccountWrite(bool IsLocked = false, bool IsPasswordExpired = false);

/// <summary>How many tokens applications got.</summary>
internal sealed record TokensDto(int Issued);

/// <summary>Locks accounts, lets passwords expire, withdraws tokens, and shows how connections were signed in.</summary>
internal static class AccountApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/accounts", (IOptions<SandboxOptions> options, AccountStates states) =>
            SandboxApi.Answer(options.Value.AllAccounts.Select(account => AccountDto.Of(account, states.Of(account.UserName))).ToList()));
        api.MapPut("/accounts/{userName}", ChangeAsync);
        api.MapGet("/connections", (ConnectionTraffic traffic) => SandboxApi.Answer(traffic.All));
        api.MapPost("/connections/reset", (ConnectionTraffic traffic) =>
        {
            traffic.Reset();
            return Results.NoContent();
        });
        MapTokens(api);
    }

    private static void MapTokens(RouteGroupBuilder api)
    {
        api.MapGet("/tokens", (AccessTokens tokens) => SandboxApi.Answer(new TokensDto(tokens.Issued)));
        api.MapPost("/tokens/withdraw", (AccessTokens tokens) =>
        {
            tokens.Withdraw();
            return Results.NoContent();
        });
    }

    private static async Task<IResult> ChangeAsync(string userName, HttpRequest request, IOptions<SandboxOptions> options, AccountStates states)
    {
        var account = options.Value.AllAccounts.FirstOrDefault(a => string.Equals(a.UserName, userName, StringComparison.OrdinalIgnoreCase));
        if (account is null || await SandboxApi.ReadAsync<AccountWrite>(request) is not { } write)
        {
            return Results.NotFound();
        }

        states.Set(account.UserName, write.IsLocked, write.IsPasswordExpired);
        return SandboxApi.Answer(AccountDto.Of(account, states.Of(account.UserName)));
    }
}
