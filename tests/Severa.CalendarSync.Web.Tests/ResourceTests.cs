using System.Globalization;
using System.Resources;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>Every text exists, in both languages.</summary>
public sealed class ResourceTests
{
    private static readonly CultureInfo Finnish = CultureInfo.GetCultureInfo("fi");

    public static TheoryData<string> Resources => [.. typeof(SharedTexts).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".resources", StringComparison.Ordinal))
        .Select(name => name[..^".resources".Length])];

    [Fact]
    public void EveryReason_HasASentence() =>
        Assert.All(Enum.GetNames<Reason>(), name => Assert.NotNull(Text("ReasonTexts", name)));

    [Fact]
    public void EveryErrorNumber_HasSentenceAdviceAndWho() =>
        Assert.Empty(from number in ErrorText.Numbers
                     from part in new[] { "Sentence", "Advice", "Who" }
                     where Text("ErrorTexts", $"E{number}_{part}") is null
                     select $"E{number}_{part}");

    [Fact]
    public void EveryMailboxState_HasAWord() =>
        Assert.All(Enum.GetNames<MailboxState>(), name => Assert.NotNull(Text("SharedTexts", "State_" + name)));

    [Fact]
    public void EveryUserProblem_HasASentence() =>
        Assert.All(Enum.GetNames<UserProblem>().Except(["None", "NotFound"]), name => Assert.NotNull(Text("SharedTexts", "UserProblem_" + name)));

    [Theory]
    [MemberData(nameof(Resources))]
    public void English_AndFinnish_HaveTheSameKeys(string resource)
    {
        Assert.Equal(Keys(resource, CultureInfo.InvariantCulture), Keys(resource, Finnish));
    }

    private static string? Text(string file, string key) =>
        new ResourceManager($"Severa.CalendarSync.Web.Resources.{file}", typeof(SharedTexts).Assembly).GetString(key, CultureInfo.InvariantCulture);

    private static SortedSet<string> Keys(string resource, CultureInfo culture)
    {
        var set = new ResourceManager(resource, typeof(SharedTexts).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return new SortedSet<string>(set.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key), StringComparer.Ordinal);
    }
}
