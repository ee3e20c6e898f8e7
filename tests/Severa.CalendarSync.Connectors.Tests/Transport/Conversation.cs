using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>One request as it was sent.</summary>
internal sealed record SentRequest(string Operation, string Text, XElement Envelope, HttpRequestHeaders Headers)
{
    public XElement Body => Envelope.Elements().Last().Elements().Single();
}

/// <summary>
/// Stands for the server: expects requests in their order and answers each as it was told. Every request is also checked
/// against Microsoft's schemas, where they are at hand.
/// </summary>
internal sealed class Conversation : HttpMessageHandler
{
    private readonly Queue<(string Operation, Func<CancellationToken, Task<HttpResponseMessage>> Answer)> _script = new();

    public List<SentRequest> Requests { get; } = [];

    public Conversation Expect(string operation, string answer) => Expect(operation, answer, HttpStatusCode.OK);

    public Conversation Expect(string operation, string answer, HttpStatusCode status, string type = "text/xml") =>
        Expect(operation, () => new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, type) });

    public Conversation Expect(string operation, Func<HttpResponseMessage> answer) => Expect(operation, _ => Task.FromResult(answer()));

    public Conversation Expect(string operation, Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue((operation, answer));
        return this;
    }

    public Conversation ExpectFailure(string operation, Exception exception) => Expect(operation, _ => throw exception);

    public void AssertFinished() => Assert.Empty(_script);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = await request.Content!.ReadAsStringAsync(cancellationToken);
        var envelope = XElement.Parse(text, LoadOptions.PreserveWhitespace);
        var operation = envelope.Elements().Last().Elements().Single().Name.LocalName;
        Requests.Add(new SentRequest(operation, text, envelope, request.Headers));
        if (EwsSchemas.Exist)
        {
            Assert.Empty(EwsSchemas.ErrorsIn(text));
        }

        Assert.True(_script.TryDequeue(out var step), $"Nobody expected {operation}:\n{text}");
        Assert.Equal(step.Operation, operation);
        return await step.Answer(cancellationToken);
    }
}
