using System.Text.RegularExpressions;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>docs/security.md names a test for every promise; the test is there.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void EveryNamedTest_Exists()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(Path.GetFileNameWithoutExtension);
        var named = Named().Matches(text).Select(match => (Class: match.Groups["class"].Value, Test: match.Groups["test"].Value)).ToList();
        Assert.True(named.Count > 30, $"Only {named.Count} tests are named.");
        Assert.DoesNotContain(named, one => !files[one.Class].Any(file => File.ReadAllText(file).Contains($" {one.Test}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<test>\w+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
