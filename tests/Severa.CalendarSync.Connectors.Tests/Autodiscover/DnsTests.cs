using System.Net;
using System.Net.Sockets;
using Severa.CalendarSync.Connectors.Exchange.Autodiscover;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

public sealed class DnsTests
{
    private const string Name = "_autodiscover._tcp.contoso.test";

    [Fact]
    public async Task Records_are_read()
    {
        await using var server = new NameServer(0, (10, 5, 443, "mail.contoso.test"), (20, 0, 8443, "other.test"));

        var records = await new DnsSrvLookup(server.EndPoint).FindAsync(Name, default);

        Assert.Equal([new SrvTarget("mail.contoso.test.", 443, 10, 5), new SrvTarget("other.test.", 8443, 20, 0)], records);
        Assert.Equal([Name], server.Asked.Distinct());
    }

    [Fact]
    public async Task Name_that_is_not_there_has_no_records()
    {
        await using var server = new NameServer(3);

        Assert.Empty(await new DnsSrvLookup(server.EndPoint).FindAsync(Name, default));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Server_that_cannot_or_will_not_answer_is_an_error(int code)
    {
        await using var server = new NameServer((byte)code);

        await Assert.ThrowsAsync<SrvLookupException>(() => new DnsSrvLookup(server.EndPoint).FindAsync(Name, default));
    }

    /// <summary>Answers every question with the same records (RFC 1035, 2782).</summary>
    private sealed class NameServer : IAsyncDisposable
    {
        private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _loop;

        public NameServer(byte code, params (ushort Priority, ushort Weight, ushort Port, string Target)[] records) => _loop = AnswerAsync(code, records);

        public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

        public List<string> Asked { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _loop;
            _socket.Dispose();
            _stop.Dispose();
        }

        private async Task AnswerAsync(byte code, (ushort Priority, ushort Weight, ushort Port, string Target)[] records)
        {
            try
            {
                while (true)
                {
                    var query = await _socket.ReceiveAsync(_stop.Token);
                    var (name, end) = NameAt(query.Buffer, 12);
                    Asked.Add(name);
                    byte[] header = [query.Buffer[0], query.Buffer[1], 0x81, (byte)(0x80 | code), 0, 1, 0, (byte)records.Length, 0, 0, 0, 0];
                    byte[] answer = [.. header, .. query.Buffer.AsSpan(12, end + 4 - 12), .. records.SelectMany(Record)];
                    await _socket.SendAsync(answer, query.RemoteEndPoint, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }

        /// <summary>The name of the question again, type SRV, class IN, a minute, the data.</summary>
        private static IEnumerable<byte> Record((ushort Priority, ushort Weight, ushort Port, string Target) record)
        {
            byte[] data = [.. Number(record.Priority), .. Number(record.Weight), .. Number(record.Port), .. Name(record.Target)];
            return [0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 60, .. Number((ushort)data.Length), .. data];
        }

        private static byte[] Number(ushort number) => [(byte)(number >> 8), (byte)number];

        private static byte[] Name(string name) => [.. name.Split('.').SelectMany(label => label.Select(c => (byte)c).Prepend((byte)label.Length)), 0];

        private static (string Name, int End) NameAt(byte[] bytes, int at)
        {
            var labels = new List<string>();
            while (bytes[at] != 0)
            {
                labels.Add(System.Text.Encoding.ASCII.GetString(bytes, at + 1, bytes[at]));
                at += bytes[at] + 1;
            }

            return (string.Join('.', labels), at + 1);
        }
    }
}
