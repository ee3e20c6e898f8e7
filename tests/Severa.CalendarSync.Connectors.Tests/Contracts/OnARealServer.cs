namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>The contract with whatever Exchange the environment names: one test after another, in one mailbox that people may use meanwhile.</summary>
public sealed class OnARealServer
{
    private const string OneAfterAnother = nameof(OnARealServer);

    [Collection(OneAfterAnother)]
    public sealed class Reading() : ReadingContract(RealServer.StartAsync), INeedsRealServer;

    [Collection(OneAfterAnother)]
    public sealed class Writing() : WritingContract(RealServer.StartAsync), INeedsRealServer;

    [Collection(OneAfterAnother)]
    public sealed class Series() : SeriesContract(RealServer.StartAsync), INeedsRealServer;

    [Collection(OneAfterAnother)]
    public sealed class Notes() : NotesContract(RealServer.StartAsync), INeedsRealServer;

    [Collection(OneAfterAnother)]
    public sealed class Service() : ServiceContract(RealServer.StartAsync), INeedsRealServer;
}
