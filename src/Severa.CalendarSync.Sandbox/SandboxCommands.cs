using Severa.CalendarSync.Sandbox.Importing;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox;

/// <summary>The command line: <c>--version NAME</c>, and instead of serving <c>--import FILE.ics --mailbox ADDRESS</c>.</summary>
internal static class SandboxCommands
{
    /// <summary>Short names of settings.</summary>
    public static readonly IDictionary<string, string> Switches = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["--version"] = SandboxOptions.Section + ":" + nameof(SandboxOptions.ServerVersion),
    };

    /// <summary>The exit code, or null when there is nothing to do but to serve.</summary>
    public static int? Run(WebApplication app)
    {
        if (app.Configuration["import"] is not { Length: > 0 } file)
        {
            return null;
        }

        var address = app.Configuration["mailbox"] ?? "";
        using var store = app.Services.GetRequiredService<MailboxStore>();
        if (store.Find(address) is not { } mailbox || !File.Exists(file))
        {
            Console.Error.WriteLine($"Cannot import: --import names a file that exists, --mailbox one of {string.Join(", ", store.All.Select(m => m.Address))}.");
            return 2;
        }

        var report = app.Services.GetRequiredService<CalendarImport>().Import(mailbox, File.ReadAllBytes(file));
        Console.WriteLine($"{report.Imported} entries imported into {mailbox.Address}.");
        foreach (var problem in report.Problems)
        {
            Console.WriteLine($"  {problem.Component} {problem.Uid}: {problem.Reason}");
        }

        return 0;
    }
}
