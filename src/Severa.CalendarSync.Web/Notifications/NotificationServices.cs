using Severa.CalendarSync.Connectors.Exchange.Notifications;

namespace Severa.CalendarSync.Web.Notifications;

internal static class NotificationServices
{
    /// <summary>What Exchange tells by itself (R21).</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(NotificationOptions.Section);
        services.AddOptions<NotificationOptions>()
            .Bind(section)
            .Validate(o => o.Debounce > TimeSpan.Zero && o.Debounce <= TimeSpan.FromMinutes(1), "Notifications:Debounce: enter a time above 0 and at most 00:01:00, such as 00:00:01.")
            .Validate(o => o.MailboxesPerConnection is >= 1 and <= ListeningGroup.Most, "Notifications:MailboxesPerConnection: enter a number from 1 to 200.")
            .ValidateOnStart();
        services.AddSingleton<RosterSignal>();
        if (section.GetValue(nameof(NotificationOptions.Enabled), defaultValue: true))
        {
            services.AddSingleton<ListenerSurroundings>();
            services.AddSingleton<SignalRelay>();
            services.AddSingleton<ListenerGroups>();
            services.AddHostedService<NotificationService>();
        }

        return services;
    }
}
