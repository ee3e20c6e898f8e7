namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>The first administrator.</summary>
internal static class StoryPerson
{
    public const string Organization = "Contoso";
    public const string Name = "Elli Esimerkki";
    public const string Email = "elli.esimerkki@contoso.test";
}
