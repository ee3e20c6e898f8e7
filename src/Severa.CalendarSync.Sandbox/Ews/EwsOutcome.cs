using System.Text;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>What became of a request: what to send, and how.</summary>
internal sealed record EwsOutcome(int Status, byte[] Answer, string Operation, string? Mailbox)
{
    public string ContentType { get; init; } = "text/xml; charset=utf-8";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public Delivery Delivery { get; init; } = Delivery.Whole;

    /// <summary>Between the halves of an answer that comes slowly.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How wrong the Date of the answer is.</summary>
    public TimeSpan ClockAhead { get; init; }

    /// <summary>Mails that its writes would have sent.</summary>
    public int Mails { get; init; }

    /// <summary>The back end that served it; null where the request got to none.</summary>
    public int? BackEnd { get; init; }

    /// <summary>More envelopes follow, with this header.</summary>
    public StreamConnection? Stream { get; init; }

    public XElement? Header { get; init; }

    /// <summary>What a fault answers instead.</summary>
    public EwsOutcome With(FaultAnswer answer, XElement header) => answer.Response is { } response
        ? this with { Answer = EnvelopeWriter.Answer(response, header) }
        : this with { Status = answer.Status, Answer = Encoding.UTF8.GetBytes(answer.Page), ContentType = "text/html; charset=utf-8", Headers = answer.Headers };
}
