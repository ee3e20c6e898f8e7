using System.Collections.Concurrent;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Throttling;

/// <summary>What the answers of one server show by the way: codes nobody knows, its clock, and whether it lets anybody in.</summary>
internal sealed class ServerNotes(TimeProvider time)
{
    /// <summary>A server that makes up codes does not fill our memory.</summary>
    public const int MostCodes = 50;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    /// <summary>A slower answer tells too little of the clock.</summary>
    private static readonly TimeSpan VaguestClock = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, UnknownCode> _unknown = new(StringComparer.Ordinal);
    private long _servedAt = DateTimeOffset.MinValue.UtcTicks;

    public IEnumerable<UnknownCode> Unknown => _unknown.Values;

    /// <summary>The last measurement that was not too vague; null before.</summary>
    public ServerClock? Clock { get; private set; }

    /// <summary>It answered a request within the last day.</summary>
    public bool HasServedLately => time.GetUtcNow().UtcTicks - Interlocked.Read(ref _servedAt) < Lately.Ticks;

    public void Served() => Interlocked.Exchange(ref _servedAt, time.GetUtcNow().UtcTicks);

    public void Hear(EwsAnswer answer)
    {
        if (ServerClockMeter.Measure(answer.Date, answer.SentAt, answer.Took) is { } clock && clock.Uncertainty <= VaguestClock)
        {
            Clock = clock;
        }

        if (answer.Reply.Fault is { } fault)
        {
            Hear(fault.Code);
        }

        Hear(answer.Reply.Messages);
    }

    public void Hear(IReadOnlyList<EwsMessage> messages)
    {
        foreach (var message in messages)
        {
            Hear(message.Code);
        }
    }

    private void Hear(string code)
    {
        if (code != EwsMessage.NoError && ErrorTable.Find(code) is null && (_unknown.Count < MostCodes || _unknown.ContainsKey(code)))
        {
            var now = time.GetUtcNow();
            _unknown.AddOrUpdate(code, _ => new UnknownCode(code, 1, now, now), (_, known) => known with { Times = known.Times + 1, LastAt = now });
        }
    }
}
