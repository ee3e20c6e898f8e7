namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>The contract with the simulated Exchange, whose users do not speak EWS.</summary>
public sealed class OnTheSandbox
{
    public sealed class Reading() : ReadingContract(SandboxServer.StartAsync);

    public sealed class Writing() : WritingContract(SandboxServer.StartAsync);

    public sealed class Series() : SeriesContract(SandboxServer.StartAsync);

    public sealed class Notes() : NotesContract(SandboxServer.StartAsync);

    public sealed class Service() : ServiceContract(SandboxServer.StartAsync);
}
