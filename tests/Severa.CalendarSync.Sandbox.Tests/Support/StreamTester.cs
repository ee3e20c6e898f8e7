using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>Reads one envelope after another from an answer that stays open.</summary>
internal sealed class StreamTester(HttpClient client, HttpResponseMessage response) : IDisposable
{
    private const string End = "</s:Envelope>";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[4096];
    private string _text = "";
    private Task<XElement?>? _next;

    public HttpResponseMessage Response => response;

    /// <summary>The next response message; null where the server has ended the answer.</summary>
    public async Task<XElement?> NextAsync()
    {
        var message = await Pending().WaitAsync(Patience);
        _next = null;
        return message;
    }

    /// <summary>Lets time pass on the server until the next message is there.</summary>
    public async Task<XElement?> NextAsync(FakeTimeProvider clock, TimeSpan step)
    {
        while (!Pending().IsCompleted)
        {
            clock.Advance(step);
            await Task.WhenAny(Pending(), Task.Delay(20));
        }

        return await NextAsync();
    }

    /// <summary>The next message has this status.</summary>
    public async Task<StreamTester> SaysAsync(string status)
    {
        Assert.Equal(status, (await NextAsync())?.Element(EwsTester.M + "ConnectionStatus")?.Value);
        return this;
    }

    /// <summary>Kinds of events and what they are about, of the next message.</summary>
    public async Task<IReadOnlyList<XElement>> EventsAsync() =>
        [.. (await NextAsync())!.Element(EwsTester.M + "Notifications")!.Elements(EwsTester.M + "Notification").Elements().Skip(1)];

    public void Dispose()
    {
        response.Dispose();
        client.Dispose();
    }

    private Task<XElement?> Pending() => _next ??= ReadAsync();

    private async Task<XElement?> ReadAsync()
    {
        var stream = await response.Content.ReadAsStreamAsync();
        while (true)
        {
            var at = _text.IndexOf(End, StringComparison.Ordinal);
            if (at >= 0)
            {
                var envelope = _text[..(at + End.Length)];
                _text = _text[(at + End.Length)..];
                return XDocument.Parse(envelope.TrimStart()).Root!.Element(EwsTester.Soap + "Body")!.Elements().Single().Messages().Single();
            }

            var read = await stream.ReadAsync(_buffer);
            if (read == 0)
            {
                return null;
            }

            _text += Encoding.UTF8.GetString(_buffer, 0, read);
        }
    }
}
