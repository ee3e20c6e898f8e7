using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>Whose address the audit and the limits see behind a proxy.</summary>
public sealed class ProxyTests
{
    private const string Claimed = "203.0.113.9";

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("192.0.2.1", "127.0.0.1")]
    [InlineData("127.0.0.1", Claimed)]
    [InlineData("127.0.0.0/8", Claimed)]
    public async Task ForwardedAddress_IsBelievedFromKnownProxiesOnly(string? known, string seen)
    {
        await using var app = new AppFactory();
        if (known is not null)
        {
            app.Settings["Proxy:Known:0"] = known;
        }

        using var visitor = app.Visit();
        visitor.Claim("X-Forwarded-For", Claimed);
        using var refused = await visitor.SignInAsync(AppFactory.Aino, "not-the-password-4711");
        Assert.Equal(seen, await app.QueryAsync(db => db.Audit.Where(a => a.Action == AuditAction.SignInRefused).Select(a => a.RemoteAddress).SingleAsync()));
    }
}
