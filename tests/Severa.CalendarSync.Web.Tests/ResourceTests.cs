using System.Globalization;
using System.Resources;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Help;
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
    public void EveryAuditAction_HasWords() =>
        Assert.All(Enum.GetNames<AuditAction>(), name => Assert.NotNull(Text("AuditTexts", name)));

    /// <summary>In both languages: the words, and the paragraph of the help they lead to.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    public void EveryNumberACodeOfExchangeLeadsTo_HasWordsAndHelp(string language)
    {
        var (culture, help) = (CultureInfo.GetCultureInfo(language), new HelpTopics().In(language).Single(topic => topic.Name == "errors"));
        Assert.Equal(language, help.Language);
        Assert.All(ExchangeErrors.Numbers.Union(ErrorText.Numbers), number =>
        {
            var name = number == SideException.Unnumbered ? "Unknown" : $"E{number}";
            Assert.All(new[] { "Sentence", "Advice", "Who" }, part => Assert.False(string.IsNullOrWhiteSpace(Text("ErrorTexts", $"{name}_{part}", culture))));
            Assert.Contains($"<h3 id=\"e{number}\">E{number} ", help.Html, StringComparison.Ordinal);
        });
    }

    /// <summary>No number is invented outside product and help.</summary>
    [Fact]
    public void EveryNumberACodeOfExchangeLeadsTo_IsOneOfTheErrors() =>
        Assert.Subset(ErrorText.Numbers.Append(SideException.Unnumbered).ToHashSet(), ExchangeErrors.Numbers.ToHashSet());

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

    private static string? Text(string file, string key, CultureInfo? culture = null) =>
        new ResourceManager($"Severa.CalendarSync.Web.Resources.{file}", typeof(SharedTexts).Assembly).GetString(key, culture ?? CultureInfo.InvariantCulture);

    private static SortedSet<string> Keys(string resource, CultureInfo culture)
    {
        var set = new ResourceManager(resource, typeof(SharedTexts).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return new SortedSet<string>(set.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key), StringComparer.Ordinal);
    }
}
