using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>An error for people: what happened, the next step, and who can take it.</summary>
public sealed record ErrorText(int Number, string Sentence, string Advice, string Who)
{
    /// <summary>Every number there is: E33 to E39 do not exist.</summary>
    public static readonly IReadOnlyList<int> Numbers = [.. Enumerable.Range(1, 32), .. Enumerable.Range(40, 4)];

    public string Code => "E" + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its paragraph in the help.</summary>
    public string HelpPath => $"/help/errors#{Code.ToLowerInvariant()}";

    public static ErrorText Of(int number, IStringLocalizer<ErrorTexts> texts)
    {
        var key = "E" + number.ToString(CultureInfo.InvariantCulture);
        return texts[$"{key}_Sentence"].ResourceNotFound
            ? new ErrorText(number, texts["Unknown_Sentence"], texts["Unknown_Advice"], texts["Unknown_Who"])
            : new ErrorText(number, texts[$"{key}_Sentence"], texts[$"{key}_Advice"], texts[$"{key}_Who"]);
    }
}
