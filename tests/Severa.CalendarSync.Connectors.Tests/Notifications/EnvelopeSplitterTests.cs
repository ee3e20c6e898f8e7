using System.Text;
using System.Xml;
using Severa.CalendarSync.Connectors.Exchange.Ews;

namespace Severa.CalendarSync.Connectors.Tests.Notifications;

public sealed class EnvelopeSplitterTests
{
    private static readonly string[] Envelopes =
    [
        """<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="x"><s:Body><a>1</a></s:Body></s:Envelope>""",
        """<soap11:Envelope xmlns:soap11="x"><b>Envelope> and &lt;/s:Envelope></b><InnerEnvelope></InnerEnvelope></soap11:Envelope>""",
        "<s:Envelope xmlns:s=\"x\"><d>äö\ud83d\ude80</d></s:Envelope>",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task Envelopes_are_cut_wherever_the_pieces_end(int piece)
    {
        var splitter = new EnvelopeSplitter(new Pieces(string.Join("\r\n", Envelopes) + "\n", piece));

        var cut = new List<string>();
        while (await splitter.NextAsync(default) is { } envelope)
        {
            cut.Add(Encoding.UTF8.GetString(envelope));
        }

        Assert.Equal(Envelopes, cut);
    }

    [Theory]
    [InlineData("<s:Envelope></s:Envelope \r\n>")]
    [InlineData("<Envelope></Envelope>")]
    public async Task Other_ways_to_write_the_end(string envelope)
    {
        var splitter = new EnvelopeSplitter(new Pieces(envelope + envelope, 3));

        Assert.Equal(envelope, Encoding.UTF8.GetString((await splitter.NextAsync(default))!.Value));
        Assert.Equal(envelope, Encoding.UTF8.GetString((await splitter.NextAsync(default))!.Value));
        Assert.Null(await splitter.NextAsync(default));
    }

    [Fact]
    public async Task Long_envelopes_are_read_and_too_long_ones_refused()
    {
        var envelope = $"<s:Envelope>{new string('x', 50_000)}</s:Envelope>";

        Assert.Equal(envelope.Length, (await new EnvelopeSplitter(new Pieces(envelope, 999)).NextAsync(default))!.Value.Count);
        await Assert.ThrowsAsync<IOException>(async () => await new EnvelopeSplitter(new Pieces(envelope, 999), longest: 20_000).NextAsync(default));
    }

    [Fact]
    public async Task End_in_the_middle_is_an_error()
    {
        var splitter = new EnvelopeSplitter(new Pieces(Envelopes[0] + "<s:Envelope><cut", 10));

        Assert.NotNull(await splitter.NextAsync(default));
        await Assert.ThrowsAsync<XmlException>(async () => await splitter.NextAsync(default));
    }

    /// <summary>A body that comes in pieces.</summary>
    private sealed class Pieces(string text, int size) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer.Length > size ? buffer[..size] : buffer, cancellationToken);
    }
}
