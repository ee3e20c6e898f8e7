using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace Severa.CalendarSync.Web.Tests.Mail;

/// <summary>A mail server on this machine: STARTTLS, one account, and a rule for what it refuses. It keeps what it took.</summary>
internal sealed class TestMailServer : IDisposable
{
    public const string UserName = "calendarsync";
    public const string Password = "hush-4711";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = NewCertificate();
    private readonly Channel<string> _mails = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _end = new();

    public TestMailServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The root to trust.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Offers no STARTTLS.</summary>
    public bool IsWithoutTls { get; set; }

    /// <summary>Takes the connection and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Takes no mail for addresses that contain this.</summary>
    public string? Refuses { get; set; }

    /// <summary>Everything that arrived before the connection was secure.</summary>
    public List<string> InTheClear { get; } = [];

    /// <summary>The next mail, as it came over the wire.</summary>
    public async Task<string> TakeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _mails.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Whether a mail is there that nobody took.</summary>
    public bool HasMail => _mails.Reader.TryPeek(out _);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var plain = client.GetStream();
            if (IsSilent)
            {
                await plain.ReadExactlyAsync(new byte[1], _end.Token);
            }

            if (await TalkAsync(plain, isSecure: false))
            {
                await using var secure = new SslStream(plain);
                await secure.AuthenticateAsServerAsync(_certificate);
                await TalkAsync(secure, isSecure: true);
            }
        }
        catch (Exception problem) when (problem is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The other side went away.
        }
    }

    /// <summary>True: the connection is to become secure.</summary>
    private async Task<bool> TalkAsync(Stream stream, bool isSecure)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (!isSecure)
        {
            await writer.WriteLineAsync("220 test");
        }

        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            if (!isSecure)
            {
                InTheClear.Add(line);
            }

            var answer = Answer(line, isSecure);
            await writer.WriteLineAsync(answer);
            if (answer.StartsWith("354", StringComparison.Ordinal))
            {
                _mails.Writer.TryWrite(await ReadMailAsync(reader));
                await writer.WriteLineAsync("250 taken");
            }
            else if (answer.StartsWith("220", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private string Answer(string line, bool isSecure) => line.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => isSecure ? "250-test\r\n250 AUTH PLAIN" : IsWithoutTls ? "250 test" : "250-test\r\n250 STARTTLS",
        "STARTTLS" => "220 go on",
        "AUTH" => line == "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{UserName}\0{Password}")) ? "235 welcome" : "535 no",
        "RCPT" when Refuses is not null && line.Contains(Refuses, StringComparison.Ordinal) => "550 nobody <" + Refuses + "> here",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };

    private static async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            mail.AppendLine(line.StartsWith('.') ? line[1..] : line);
        }

        return mail.ToString();
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
    }
}
