namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Whole stories run alone: they wait for jobs that other tests would slow down.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StoryCollection
{
    public const string Name = "stories";
}
