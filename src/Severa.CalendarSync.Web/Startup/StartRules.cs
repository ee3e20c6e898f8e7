using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Web.Mail;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>What must be true before the service starts. All problems are told together, one sentence each.</summary>
internal static class StartRules
{
    /// <exception cref="StartRefusedException">Something is wrong.</exception>
    public static void Check(IConfiguration configuration, IHostEnvironment environment)
    {
        List<string> problems =
        [
            .. ZoneProblems(),
            .. DatabaseProblems(configuration, environment.ContentRootPath),
            .. TelemetryOptions.Problems(configuration),
            .. MailRules.Problems(configuration),
            .. AccountOptions.Problems(configuration),
            .. ProviderOptions.Problems(configuration),
            .. JournalProblems(configuration),
        ];
        if (!environment.IsDevelopment())
        {
            problems.AddRange(ProductionProblems(configuration));
        }

        if (problems.Count > 0)
        {
            throw new StartRefusedException(string.Join(" ", problems));
        }
    }

    internal static IEnumerable<string> ProductionProblems(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration["Database:Provider"]))
        {
            yield return "Database:Provider is missing: enter SqlServer, Postgres or Sqlite.";
        }

        // Without it the other systems are refused everywhere.
        if (IsSqlite(configuration["Database:Provider"]) && string.IsNullOrWhiteSpace(configuration["Database:ConnectionString"]))
        {
            yield return "Database:ConnectionString is missing: name the database, for example Data Source=/var/lib/calendarsync/calendarsync.db.";
        }

        if (configuration.GetValue<bool>("Sandbox:Enabled"))
        {
            yield return "Sandbox:Enabled is true: the simulated Exchange runs in Development only.";
        }

        if (configuration.GetValue<bool>("Demo:Enabled"))
        {
            yield return "Demo:Enabled is true: demo accounts exist in Development only.";
        }

        if (string.IsNullOrWhiteSpace(configuration["Installation:Id"]))
        {
            yield return "Installation:Id is missing: give this installation a name that no other one has, and keep it.";
        }
        else if (InstallationProblem(configuration["Installation:Id"]!.Trim()) is { } unfit)
        {
            yield return unfit;
        }

        if (configuration["AllowedHosts"] is null or "" or "*")
        {
            yield return "AllowedHosts is missing or *: name the host names of this service, separated by semicolons.";
        }

        if (KeyProtection.Problem(configuration) is { } problem)
        {
            yield return problem;
        }
    }

    /// <summary>It becomes part of the hidden property of entries, whose parts a line divides.</summary>
    private static string? InstallationProblem(string id) =>
        id.Length <= Installation.MostLetters && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? null
            : $"Installation:Id is unfit: enter at most {Installation.MostLetters} letters, digits, points and dashes.";

    internal static IEnumerable<string> DatabaseProblems(IConfiguration configuration, string contentRoot)
    {
        try
        {
            ChosenDatabase.Of(configuration, contentRoot);
            return [];
        }
        catch (DatabaseChoiceException problem)
        {
            return [problem.Message];
        }
    }

    private static IEnumerable<string> JournalProblems(IConfiguration configuration) =>
        AuditJournal.Problem(configuration[$"{AuditJournalOptions.Section}:{nameof(AuditJournalOptions.JournalFolder)}"]) is { } problem ? [problem] : [];

    /// <summary>Times of Outlook arrive under Windows names, times of people under IANA names: both must be known, and agree.</summary>
    internal static IEnumerable<string> ZoneProblems()
    {
        const string advice = "Install the time zone data of the operating system (tzdata) and ICU.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Helsinki", out var iana)
            || !TimeZoneInfo.TryFindSystemTimeZoneById("FLE Standard Time", out var windows))
        {
            yield return $"The time zones Europe/Helsinki and FLE Standard Time are not known here. {advice}";
        }
        else if (!Enumerable.Range(1, 12).All(month => Agree(iana, windows, new DateTime(2026, month, 1, 12, 0, 0, DateTimeKind.Utc))))
        {
            yield return $"The time zones Europe/Helsinki and FLE Standard Time disagree here. {advice}";
        }
    }

    private static bool IsSqlite(string? provider) =>
        string.IsNullOrWhiteSpace(provider) || string.Equals(provider.Trim(), nameof(DatabaseSystem.Sqlite), StringComparison.OrdinalIgnoreCase);

    private static bool Agree(TimeZoneInfo one, TimeZoneInfo other, DateTime instant) =>
        one.GetUtcOffset(instant) == other.GetUtcOffset(instant);
}
