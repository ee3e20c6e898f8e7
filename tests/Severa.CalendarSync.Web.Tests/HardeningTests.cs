using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Serilog.Events;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>What costs an attacker more than us.</summary>
public sealed class HardeningTests(AppFactory app) : IClassFixture<AppFactory>
{
    /// <summary>Identity writes the format, the function and then the rounds in front of the salt.</summary>
    private const int RoundsAt = 5;

    [Fact]
    public void Passwords_AreHashedInManyRounds()
    {
        var hash = Convert.FromBase64String(Service<IPasswordHasher<Account>>().HashPassword(new Account { DisplayName = "Aino" }, AppFactory.Password));
        Assert.Equal(210_000u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(RoundsAt)));
    }

    [Fact]
    public void Browsers_RememberHttpsForAYear()
    {
        var hsts = Service<IOptions<HstsOptions>>().Value;
        Assert.Equal((TimeSpan.FromDays(365), true), (hsts.MaxAge, hsts.IncludeSubDomains));
    }

    [Fact]
    public void NoAddressBeginsALineOfTheLog()
    {
        var http = new DefaultHttpContext { Request = { Method = "GET", Path = "/help\r\n12:00:00 INF forged" } };
        var path = Logging.Properties(http, "", 0, 404).Single(p => p.Name == "RequestPath").Value;
        Assert.Equal(new ScalarValue("/help%0D%0A12:00:00%20INF%20forged"), path);
    }

    [Fact]
    public async Task NullCharacter_IsRefused_InFormsAndInAddresses()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var form = await aino.SendAsync("/profile/why", null, ("Text", "lunch\0"));
        using var address = await aino.GetAsync("/activities?week=%00");
        using var without = await aino.SendAsync("/profile/why", null, ("Text", "lunch"));
        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK], new[] { form, address, without }.Select(answer => answer.StatusCode));
    }

    private T Service<T>()
        where T : notnull
    {
        app.StartServer();
        using var scope = app.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<T>();
    }
}
