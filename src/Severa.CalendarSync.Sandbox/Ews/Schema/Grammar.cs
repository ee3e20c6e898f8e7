namespace Severa.CalendarSync.Sandbox.Ews.Schema;

/// <summary>
/// Reads the rules of <see cref="RequestRules"/>. A line is <c>Type @Required! @Optional:type = content</c>; content is
/// <c>#text</c>, <c>any</c>, or places in order: <c>t:Name:Type</c> or <c>( a | b )</c>, each with <c>? * +</c> or nothing.
/// </summary>
internal sealed class Grammar
{
    private readonly Dictionary<string, TypeDefinition> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _enumerations = new(StringComparer.Ordinal);

    public static Grammar Requests { get; } = Parse(RequestRules.Text);

    public TypeDefinition this[string type] => _types.TryGetValue(type, out var found)
        ? found
        : type.StartsWith('#') ? TypeDefinition.Text(type[1..]) : type == "any" ? TypeDefinition.Lax(type) : throw new InvalidOperationException($"No rule for {type}.");

    public bool Has(string type) => _types.ContainsKey(type);

    public IReadOnlySet<string>? Enumeration(string type) => _enumerations.GetValueOrDefault(type);

    public static Grammar Parse(string text)
    {
        var grammar = new Grammar();
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
            _enumerations[tokens[1]] = tokens[3..].ToHashSet(StringComparer.Ordinal);
            return;
        }

        var equals = Array.IndexOf(tokens, "=");
        var attributes = tokens[1..equals].Select(Attribute).ToList();
        var content = tokens[(equals + 1)..];
        _types[tokens[0]] = content switch
        {
            ["any"] => TypeDefinition.Lax(tokens[0]),
            [var text] when text.StartsWith('#') => new TypeDefinition(tokens[0], attributes, [], text[1..], false),
            _ => new TypeDefinition(tokens[0], attributes, Places(content).ToList(), null, false),
        };
    }

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
