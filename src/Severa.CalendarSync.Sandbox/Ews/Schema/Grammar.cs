using Severa.CalendarSync.Sandbox.Ews.Versions;

namespace Severa.CalendarSync.Sandbox.Ews.Schema;

/// <summary>
/// Reads the rules of <see cref="RequestRules"/>. A line is <c>Type @Required! @Optional:type = content</c>; content is
/// <c>#text</c>, <c>any</c>, or places in order: <c>t:Name:Type</c> or <c>( a | b )</c>, each with <c>? * +</c> or nothing.
/// </summary>
internal sealed class Grammar
{
    private static readonly Lazy<Grammar>[] Requests =
        [.. Enum.GetValues<SchemaVersion>().Select(schema => new Lazy<Grammar>(() => Parse(RequestRules.Text, schema)))];

    private readonly SchemaVersion _schema;
    private readonly Dictionary<string, TypeDefinition> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _enumerations = new(StringComparer.Ordinal);

    private Grammar(SchemaVersion schema) => _schema = schema;

    /// <summary>The requests as <paramref name="schema"/> knows them: without what came later.</summary>
    public static Grammar Of(SchemaVersion schema) => Requests[(int)schema].Value;

    public TypeDefinition this[string type] => _types.TryGetValue(type, out var found)
        ? found
        : type.StartsWith('#') ? TypeDefinition.Text(type[1..]) : type == "any" ? TypeDefinition.Lax(type) : throw new InvalidOperationException($"No rule for {type}.");

    public bool Has(string type) => _types.ContainsKey(type);

    public IReadOnlySet<string>? Enumeration(string type) => _enumerations.GetValueOrDefault(type);

    public bool HasPath(string path) => _schema.HasPath(path);

    private static Grammar Parse(string text, SchemaVersion schema)
    {
        var grammar = new Grammar(schema);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            grammar.AddLine(line);
        }

        return grammar;
    }

    private void AddLine(string line)
    {
        var tokens = line.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " )", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (tokens[0] == "enum")
        {
            _enumerations[tokens[1]] = tokens[3..].Where(value => _schema.Has(tokens[1] + "=" + value)).ToHashSet(StringComparer.Ordinal);
            return;
        }

        if (!_schema.Has(tokens[0]))
        {
            return;
        }

        var equals = Array.IndexOf(tokens, "=");
        var attributes = tokens[1..equals].Select(Attribute).Where(rule => _schema.Has(tokens[0] + "@" + rule.Name)).ToList();
        var content = tokens[(equals + 1)..];
        _types[tokens[0]] = content switch
        {
            ["any"] => TypeDefinition.Lax(tokens[0]),
            [var text] when text.StartsWith('#') => new TypeDefinition(tokens[0], attributes, [], text[1..], false),
            _ => new TypeDefinition(tokens[0], attributes, Places(content).Select(place => Known(tokens[0], place)).Where(place => place.Choices.Count > 0).ToList(), null, false),
        };
    }

    private Particle Known(string type, Particle place) =>
        place with { Choices = place.Choices.Where(choice => _schema.Has(type + "/" + choice.Name[2..])).ToList() };

    private static AttributeRule Attribute(string token)
    {
        var parts = token[1..].Split(':');
        return new AttributeRule(parts[0].TrimEnd('!'), parts.Length > 1 ? parts[1] : "string", parts[0].EndsWith('!'));
    }

    private static IEnumerable<Particle> Places(string[] tokens)
    {
        for (var at = 0; at < tokens.Length; at++)
        {
            if (tokens[at] == "(")
            {
                var end = Array.FindIndex(tokens, at, token => token.StartsWith(')'));
                var choices = tokens[(at + 1)..end].Where(token => token != "|").Select(token => Element(token)).ToList();
                yield return Place(choices, tokens[end][1..]);
                at = end;
            }
            else
            {
                yield return Place([Element(tokens[at].TrimEnd('?', '*', '+'))], tokens[at][^1..]);
            }
        }
    }

    private static Particle Place(IReadOnlyList<ElementRule> choices, string mark) => mark switch
    {
        "?" => new Particle(choices, 0, 1),
        "*" => new Particle(choices, 0, int.MaxValue),
        "+" => new Particle(choices, 1, int.MaxValue),
        _ => new Particle(choices, 1, 1),
    };

    private static ElementRule Element(string token)
    {
        var parts = token.Split(':');
        return new ElementRule(parts[0] + ":" + parts[1], parts[2]);
    }
}
