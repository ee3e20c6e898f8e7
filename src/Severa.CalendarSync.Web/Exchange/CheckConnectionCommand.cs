using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>
/// <c>check-connection [ADDRESS ... | --all]</c>: Test connection for operators at a console, with the settings and the database of the
/// service, which may go on meanwhile; settings as <c>--Key=value</c> may follow. Without an address it ends after the server's version.
/// </summary>
public sealed class CheckConnectionCommand(IServiceProvider services, TextWriter output)
{
    public const string Name = "check-connection";

    private const string All = "--all";

    private readonly IStringLocalizer _steps = services.GetRequiredService<IStringLocalizerFactory>()
        .Create("Pages.Settings._ConnectionTest", typeof(CheckConnectionCommand).Assembly.GetName().Name!);

    private readonly IStringLocalizer<ErrorTexts> _errors = services.GetRequiredService<IStringLocalizer<ErrorTexts>>();

    /// <returns>0: every step of everybody passed. 1: one failed. 2: an address that nobody here has.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(arguments, cancellationToken);
        if (people is null)
        {
            return 2;
        }

        var (passed, failed) = (0, 0);
        foreach (var person in people)
        {
            foreach (var connection in await ConnectionsAsync(person, cancellationToken))
            {
                var isFine = await CheckAsync(connection, person);
                (passed, failed) = isFine ? (passed + 1, failed) : (passed, failed + 1);
            }
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Null where an address is nobody's; nobody in particular where none is named.</summary>
    private async Task<IReadOnlyList<TestPerson?>?> PeopleAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<SyncDbContext>>().CreateDbContextAsync(cancellationToken);
        if (arguments.Contains(All, StringComparer.Ordinal))
        {
            return await TestPeople.EverybodyAsync(db, cancellationToken);
        }

        var people = new List<TestPerson?>();
        foreach (var address in arguments.Where(a => !a.StartsWith("--", StringComparison.Ordinal)))
        {
            if (await TestPeople.FindAsync(db, address, cancellationToken) is not { } person)
            {
                await output.WriteLineAsync($"{address}: no active user here has this address. Usage: {Name} [ADDRESS ... | {All}]");
                return null;
            }

            people.Add(person);
        }

        return people.Count > 0 ? people : [null];
    }

    /// <summary>A person's own connection, or the likeliest one that serves him; all of them for nobody in particular. One that is not there fails.</summary>
    private async Task<IReadOnlyList<Guid>> ConnectionsAsync(TestPerson? person, CancellationToken cancellationToken)
    {
        var connections = services.GetRequiredService<MailboxConnections>();
        var meant = person is null
            ? await connections.AllAsync(cancellationToken)
            : [.. (await connections.CandidatesAsync(person.Address, cancellationToken)).Candidates.Take(1)];
        return meant.Count > 0 ? meant : [Guid.Empty];
    }

    /// <summary>True: nothing failed.</summary>
    private async Task<bool> CheckAsync(Guid connectionId, TestPerson? person)
    {
        await output.WriteLineAsync(person is null ? "Exchange" : $"{person.Name} <{person.Address}>");
        var test = new ConnectionTest(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, connectionId, person) { Told = Tell };
        await services.GetRequiredService<ConnectionTests>().RunAsync(test);
        return test.HasPassed;
    }

    private void Tell(CheckResult result)
    {
        var milliseconds = string.Create(CultureInfo.InvariantCulture, $"{result.Elapsed.TotalMilliseconds:0} ms");
        switch (result)
        {
            case { Status: CheckStatus.Ok }:
                output.WriteLine($"  ok      {_steps[$"Step_{result.Step}"]} ({milliseconds}){(result.ServerVersion is { } version ? " " + version : "")}");
                break;
            case { Status: CheckStatus.Failed }:
                var error = ErrorText.Of(result.ErrorNumber ?? 0, _errors);
                output.WriteLine($"  FAILED  {_steps[$"Step_{result.Step}"]} ({milliseconds}): {error.Code} {result.Code}");
                output.WriteLine($"          {error.Sentence} {error.Advice} {error.Who}");
                break;
            default:
                output.WriteLine($"  -       {_steps[$"Step_{result.Step}"]}");
                break;
        }
    }
}
