using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Rules;

/// <summary>The list of docs/testing.md that <c>tests/break-rules.sh</c> carries out: each line it breaks stands in the source, once.</summary>
[Trait("Category", "BrokenRules")]
public sealed class BrokenRulesTests
{
    [Fact]
    public void Every_line_to_break_stands_in_its_file_exactly_once()
    {
        var (file, count) = ("", 0);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "testing.md")).SkipWhile(l => l != "```diff").Skip(1).TakeWhile(l => l != "```"))
        {
            if (line.StartsWith("@@ ", StringComparison.Ordinal))
            {
                file = line[(line.LastIndexOf("@@ ", StringComparison.Ordinal) + 3)..];
            }
            else if (line.StartsWith('-'))
            {
                count++;
                var source = File.ReadAllText(Path.Combine(Repository.Root, "src", "Severa.CalendarSync.Core", file));
                Assert.True(source.Split(line[1..]).Length == 2, $"{file}: {line[1..]}");
            }
        }

        Assert.True(count >= 25, $"{count} rules");
    }
}
