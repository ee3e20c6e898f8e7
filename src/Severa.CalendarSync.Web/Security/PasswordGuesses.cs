using System.Text;

namespace Severa.CalendarSync.Web.Security;

/// <summary>What a guesser tries first: known passwords, keyboard walks, one word with digits around it, repetitions, own names.</summary>
internal static class PasswordGuesses
{
    private const int ShortestName = 4;

    private static readonly string[] Walks =
    [
        "abcdefghijklmnopqrstuvwxyzåäö", "01234567890123456789", "qwertyuiopåasdfghjklöäzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p",
    ];

    private static readonly string[] ProductNames = ["severa", "calendarsync", "calendar"];

    private static readonly HashSet<string> Words = ReadWords();

    public static bool IsCommon(string password)
    {
        var text = password.ToLowerInvariant();
        return text.Distinct().Count() < 5
            || Walks.Any(walk => IsWalk(text, walk))
            || IsRepetition(text)
            || ProductNames.Any(name => text.Contains(name, StringComparison.Ordinal))
            || IsCommonWords(Letters(text));
    }

    public static bool NamesItsOwner(string password, string displayName, string email) =>
        $"{displayName} {email.Split('@')[0]}".Split([' ', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name.Length >= ShortestName)
            .Any(name => password.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Two thirds of the password or more is one walk over the keyboard or the alphabet, in either direction.</summary>
    private static bool IsWalk(string text, string walk)
    {
        var longest = Math.Max(LongestRun(text, walk), LongestRun(text, string.Concat(walk.Reverse())));
        return longest * 3 >= text.Length * 2;
    }

    private static int LongestRun(string text, string walk)
    {
        var longest = 0;
        for (var start = 0; start < text.Length; start++)
        {
            var length = longest + 1;
            while (start + length <= text.Length && walk.Contains(text.Substring(start, length), StringComparison.Ordinal))
            {
                longest = length++;
            }
        }

        return longest;
    }

    private static bool IsRepetition(string text) =>
        Enumerable.Range(1, text.Length / 2).Any(length => Enumerable.Range(length, text.Length - length).All(i => text[i] == text[i - length]));

    /// <summary>Letters only, with the usual disguises taken off: "P@ssw0rd2026!" is "password".</summary>
    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var character in text.TrimEnd('!', '?', '.', '*', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))
        {
            var plain = character switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', _ => character };
            if (char.IsLetter(plain))
            {
                letters.Append(plain);
            }
        }

        return letters.ToString();
    }

    /// <summary>The letters are one common word, or two of them.</summary>
    private static bool IsCommonWords(string letters) =>
        Words.Contains(letters)
        || Enumerable.Range(3, Math.Max(0, letters.Length - 5)).Any(cut => Words.Contains(letters[..cut]) && Words.Contains(letters[cut..]));

    private static HashSet<string> ReadWords()
    {
        using var stream = typeof(PasswordGuesses).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
    }
}
