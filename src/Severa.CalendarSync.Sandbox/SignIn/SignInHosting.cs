using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Sandbox.SignIn.Ntlm;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.SignIn;

/// <summary>The ways to sign in as services.</summary>
internal static class SignInHosting
{
    public static IServiceCollection AddSandboxSignIn(this IServiceCollection services) => services
        .AddSingleton<SignInGate>()
        .AddSingleton<AccountStates>()
        .AddSingleton<ConnectionTraffic>()
        .AddSingleton<NtlmHandshake>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<TokenRequests>()
        .AddSingleton<ISignInWay, BearerSignIn>()
        .AddSingleton<ISignInWay, BasicSignIn>()
        .AddSingleton<ISignInWay, NtlmSignIn>()
        .AddSingleton<ISignInWay, NegotiateSignIn>();
}
