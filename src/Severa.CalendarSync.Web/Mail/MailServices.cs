namespace Severa.CalendarSync.Web.Mail;

internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<MailOptions>(configuration.GetSection(MailOptions.Section))
        .AddSingleton<IMailSender, SmtpMailSender>();
}
