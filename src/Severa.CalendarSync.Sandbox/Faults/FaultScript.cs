using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>How long a fault may be switched on for.</summary>
internal enum FaultSpan
{
    Any,

    /// <summary>It changes the world: one request.</summary>
    Once,

    /// <summary>It is a state of the world: until it is switched off.</summary>
    Lasting,
}

/// <summary>One way to go wrong. What it does not say goes as it always does.</summary>
internal sealed record FaultScript
{
    public FaultSpan Span { get; init; } = FaultSpan.Any;

    /// <summary>Milliseconds mean something.</summary>
    public bool HasTime { get; init; }

    /// <summary>What happens at once when it is switched on.</summary>
    public Action<FaultRule, FaultWorld> Begins { get; init; } = (_, _) => { };

    /// <summary>Whether it can spoil this request. What it cannot spoil passes, and is not counted.</summary>
    public Func<FaultMoment, bool> Concerns { get; init; } = _ => true;

    /// <summary>The entry it stays with from its first request on.</summary>
    public Func<FaultMoment, string?> StaysWith { get; init; } = _ => null;

    /// <summary>How long until anything happens.</summary>
    public Func<FaultMoment, TimeSpan> Delay { get; init; } = _ => TimeSpan.Zero;

    /// <summary>Changes the world before the request, or refuses it with an <see cref="EwsFault"/>.</summary>
    public Action<FaultMoment, FaultWorld> Before { get; init; } = (_, _) => { };

    public Func<FaultMoment, FaultAnswer?> Instead { get; init; } = _ => null;

    /// <summary>What is told of the response.</summary>
    public Func<FaultMoment, XElement, XElement> Tell { get; init; } = (_, response) => response;

    public Delivery Delivery { get; init; } = Delivery.Whole;
}
