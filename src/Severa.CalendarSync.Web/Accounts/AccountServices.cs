using Severa.CalendarSync.Web.Auditing;
using Severa.CalendarSync.Web.Restore;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

internal static class AccountServices
{
    public static IServiceCollection AddAccountServices(this IServiceCollection services) => services
        .AddScoped<Audit>()
        .AddScoped<AuditReader>()
        .AddScoped<AccountCreation>()
        .AddScoped<AccountLinks>()
        .AddScoped<FirstAccount>()
        .AddScoped<Invitations>()
        .AddScoped<InvitationAcceptance>()
        .AddScoped<UserRoles>()
        .AddScoped<UserAddress>()
        .AddScoped<AnothersAccount>()
        .AddScoped<UserChanges>()
        .AddScoped<SecondFactorReset>()
        .AddScoped<ProviderLinkRemoval>()
        .AddScoped<AdministratorRecovery>()
        .AddScoped<WithdrawnAgain>()
        .AddScoped<LinkDelivery>()
        .AddSingleton<SetUpCode>();
}
