namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>The way to a real server, with the simulated one at its end, so that it works on the day somebody has one.</summary>
public sealed class OnAStranger
{
    public sealed class Reading() : ReadingContract(Stranger.StartAsync);

    public sealed class Writing() : WritingContract(Stranger.StartAsync);

    public sealed class Series() : SeriesContract(Stranger.StartAsync);

    public sealed class Notes() : NotesContract(Stranger.StartAsync);

    public sealed class Service() : ServiceContract(Stranger.StartAsync);
}
