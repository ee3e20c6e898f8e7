using System.Globalization;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>The form that switches a fault on, as it was typed.</summary>
public sealed record FaultForm
{
    public string Kind { get; init; } = nameof(FaultKind.ServerBusy);

    /// <summary>An address; empty: all.</summary>
    public string Who { get; init; } = "";

    /// <summary>Empty: all.</summary>
    public string Operation { get; init; } = "";

    public bool IsLasting { get; init; } = true;

    public string Count { get; init; } = "1";

    public string Seconds { get; init; } = "";

    /// <summary>The form as it is first shown: what fits the fault.</summary>
    public static FaultForm For(FaultKind kind) => new()
    {
        Kind = kind.ToString(),
        IsLasting = FaultScripts.Of(kind).Span != FaultSpan.Once,
        Seconds = !FaultScripts.Of(kind).HasTime ? "" : kind is FaultKind.Slow or FaultKind.SlowBody ? "5" : "60",
    };

    internal static FaultForm Read(IFormCollection values) => new()
    {
        Kind = values["kind"].ToString(),
        Who = values["who"].ToString(),
        Operation = values["operation"].ToString(),
        IsLasting = values["often"] != "count",
        Count = values["count"].ToString(),
        Seconds = values["seconds"].ToString(),
    };

    /// <summary>The wish, or what is wrong with it.</summary>
    internal (FaultRule? Rule, IReadOnlyList<FieldError> Errors) Judge(MailboxStore store)
    {
        if (!Enum.TryParse<FaultKind>(Kind, out var kind) || !Enum.IsDefined(kind))
        {
            return Wrong("kind", "ErrorChoice");
        }

        if (Who.Length > 0 && store.Find(Who) is null)
        {
            return Wrong("who", "ErrorChoice");
        }

        if (!IsNumber(Seconds, out var seconds) || Math.Abs((long)seconds) > 86_400)
        {
            return Wrong("seconds", "ErrorSeconds");
        }

        if (!IsNumber(Count, out var count))
        {
            return Wrong("count", "ErrorCount");
        }

        var rule = new FaultRule(kind, Who, Operation, IsLasting ? 1 : count, seconds * 1000, IsLasting: IsLasting);
        return FaultCheck.ProblemOf(rule) is { } problem ? Wrong(FieldOf(problem), TextOf(problem)) : (rule, []);
    }

    private static bool IsNumber(string text, out int number)
    {
        number = 0;
        return text.Length == 0 || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static string FieldOf(FaultProblem problem) => problem switch
    {
        FaultProblem.UnknownKind => "kind",
        FaultProblem.Time => "seconds",
        FaultProblem.Operation => "operation",
        FaultProblem.Count => "count",
        _ => "often",
    };

    private static string TextOf(FaultProblem problem) => problem switch
    {
        FaultProblem.Time => "ErrorSeconds",
        FaultProblem.Count => "ErrorCount",
        FaultProblem.HappensOnce => "ErrorHappensOnce",
        FaultProblem.Lasts => "ErrorLasts",
        _ => "ErrorChoice",
    };

    private static (FaultRule? Rule, IReadOnlyList<FieldError> Errors) Wrong(string field, string text) => (null, [new FieldError(field, OutlookTexts.Of(text))]);
}
