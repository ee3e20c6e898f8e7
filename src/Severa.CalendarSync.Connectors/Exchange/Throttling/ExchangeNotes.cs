using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Throttling;

internal sealed class ExchangeNotes(RequestGates gates) : IExchangeNotes
{
    /// <summary>Far beyond what is corrected without anybody noticing, and still below what breaks a Windows sign-in (5 minutes).</summary>
    private static readonly TimeSpan Far = TimeSpan.FromMinutes(1);

    public IReadOnlyList<UnknownCode> UnknownCodes =>
    [
        .. gates.Notes.SelectMany(notes => notes.Unknown).GroupBy(code => code.Code, StringComparer.Ordinal)
            .Select(same => new UnknownCode(same.Key, same.Sum(c => c.Times), same.Min(c => c.Since), same.Max(c => c.LastAt)))
            .OrderByDescending(code => code.Times).ThenBy(code => code.Code, StringComparer.Ordinal),
    ];

    public ServerClock? FarClock => gates.Notes.Select(notes => notes.Clock).OfType<ServerClock>()
        .Where(clock => clock.Ahead.Duration() - clock.Uncertainty >= Far)
        .MaxBy(clock => clock.Ahead.Duration());
}
