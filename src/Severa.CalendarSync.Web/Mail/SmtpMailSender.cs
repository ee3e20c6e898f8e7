using System.Net.Sockets;
using System.Security.Authentication;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;
using AuthenticationException = MailKit.Security.AuthenticationException;

namespace Severa.CalendarSync.Web.Mail;

/// <summary>Sends by SMTP with TLS, one connection for each mail: there are few.</summary>
internal sealed class SmtpMailSender(IOptions<MailOptions> options) : IMailSender
{
    private readonly MailOptions _options = options.Value;

    public bool IsConfigured => _options.IsConfigured;

    public async Task SendAsync(MailText mail, CancellationToken cancellationToken)
    {
        if (!IsConfigured)
        {
            throw new MailException(MailProblem.NotConfigured);
        }

        using var message = Message(mail);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(_options.Longest);
        using var client = NewClient();
        try
        {
            await SendAsync(client, message, end.Token);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested && Meaning(problem, client) is not null)
        {
            // Not as its cause: the words of a server repeat addresses.
            throw Meaning(problem, client)!;
        }
    }

    private async Task SendAsync(SmtpClient client, MimeMessage message, CancellationToken cancellationToken)
    {
        var security = _options.Tls == MailTls.Implicit ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
        await client.ConnectAsync(_options.Host!, _options.PortInUse, security, cancellationToken);
        if (_options.HasSignIn)
        {
            await client.AuthenticateAsync(_options.UserName!, _options.Password!, cancellationToken);
        }

        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private SmtpClient NewClient()
    {
        var client = new SmtpClient { LocalDomain = SenderDomain, CheckCertificateRevocation = false, SslProtocols = SslProtocols.None };
        if (_options.Roots().Callback() is { } judge)
        {
            client.ServerCertificateValidationCallback = judge;
        }

        return client;
    }

    private string SenderDomain => MailboxAddress.Parse(_options.From!).Domain;

    private MimeMessage Message(MailText mail)
    {
        if (!MailboxAddress.TryParse(mail.To, out var to))
        {
            throw new MailException(MailProblem.AddressRefused);
        }

        var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart("plain") { Text = mail.Body }, MessageId = MimeUtils.GenerateMessageId(SenderDomain) };
        message.From.Add(new MailboxAddress(_options.FromName, MailboxAddress.Parse(_options.From!).Address));
        message.To.Add(to);

        // Nobody's out-of-office answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>Null: not the mail server's doing.</summary>
    private static MailException? Meaning(Exception problem, SmtpClient client) => problem switch
    {
        SslHandshakeException => new MailException(MailProblem.NotTrusted),
        AuthenticationException => new MailException(MailProblem.SignInRefused),

        // What the server does not offer: TLS at first, a way to sign in afterwards.
        NotSupportedException => new MailException(client.IsSecure ? MailProblem.SignInRefused : MailProblem.NotTrusted),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => new MailException(MailProblem.AddressRefused, (int)refused.StatusCode),
        SmtpCommandException refused => new MailException(MailProblem.Refused, (int)refused.StatusCode),
        SmtpProtocolException or SocketException or IOException or OperationCanceledException or TimeoutException => new MailException(MailProblem.NotReached),
        _ => null,
    };
}
