using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>What the service signed in with: every token it was given, and everything it sent to sign in.</summary>
public sealed class CollectedProofs : IStartupFilter
{
    private const string TokenPath = "/oauth2/v2.0/token";
    private readonly ConcurrentDictionary<string, bool> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    /// <summary>Access tokens that were issued.</summary>
    public IReadOnlyList<string> Tokens => [.. _tokens.Keys];

    /// <summary>The tokens with each of their parts, and what was sent to Exchange, such as a name and password in base64.</summary>
    public IReadOnlyList<string> Secrets => [.. _sent.Keys, .. _tokens.Keys, .. _tokens.Keys.SelectMany(token => token.Split('.'))];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(ListenAsync);
        next(app);
    };

    private async Task ListenAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization.ToString().Split(' ', 2) is [_, var proof])
        {
            _sent.TryAdd(proof, true);
        }

        await (context.Request.Path.Value!.EndsWith(TokenPath, StringComparison.Ordinal) ? ReadAsync(context, next) : next(context));
    }

    private async Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        var answer = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        await next(context);
        context.Response.Body = answer;
        await answer.WriteAsync(copy.GetBuffer().AsMemory(0, (int)copy.Length));
        if ((string?)JsonNode.Parse(copy.ToArray())!["access_token"] is { } token)
        {
            _tokens.TryAdd(token, true);
        }
    }
}
