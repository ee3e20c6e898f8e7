namespace Severa.CalendarSync.Sandbox.Ews.Schema;

/// <summary>What an element of a request may carry.</summary>
internal sealed record TypeDefinition(string Name, IReadOnlyList<AttributeRule> Attributes, IReadOnlyList<Particle> Particles, string? TextType, bool IsLax)
{
    /// <summary>Anything goes: parts of the protocol the sandbox stores nothing of.</summary>
    public static TypeDefinition Lax(string name) => new(name, [], [], null, true);

    public static TypeDefinition Text(string textType) => new("#" + textType, [], [], textType, false);
}

internal sealed record AttributeRule(string Name, string Type, bool IsRequired);

/// <summary>One place in a sequence: one element, or a choice of several, so many times.</summary>
internal sealed record Particle(IReadOnlyList<ElementRule> Choices, int Least, int Most)
{
    public ElementRule? For(string prefixedName) => Choices.FirstOrDefault(c => c.Name == prefixedName);
}

internal sealed record ElementRule(string Name, string Type);
