namespace Severa.CalendarSync.Web.Tests.Provider;

/// <summary>Tests that share one host and its provider run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ProviderCollection : ICollectionFixture<ProviderApp>
{
    public const string Name = "provider";
}
