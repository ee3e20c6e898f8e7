using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.SignIn;

public sealed class Accounts_that_may_not_sign_in
{
    private const string Delegate = "/sandbox/api/accounts/calendarsync@contoso.test";

    [Fact]
    public async Task A_locked_account_is_told_so_until_it_is_unlocked()
    {
        await using var host = await SandboxHost.StartAsync();
        await SetAsync(host, new { isLocked = true });
        using var response = await host.Ews().PostAsync(Requests.GetFolder());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("account is currently locked out", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await SetAsync(host, new { isLocked = false });
        Assert.Equal("NoError", (await host.Ews().CallAsync(Requests.GetFolder())).Code());
    }

    [Fact]
    public async Task An_expired_password_is_a_fault_of_its_own()
    {
        await using var host = await SandboxHost.StartAsync();
        await SetAsync(host, new { isPasswordExpired = true });
        Assert.Equal("ErrorPasswordExpired", (await host.Ews().FaultAsync(Requests.GetFolder())).Code);
    }

    [Fact]
    public async Task A_wrong_password_tells_nothing_and_is_counted()
    {
        await using var host = await SandboxHost.StartAsync();
        await SetAsync(host, new { isLocked = true });
        var ews = new EwsTester(host.Address, SandboxHost.Aino) { Password = "wrong" };
        using var response = await ews.PostAsync(Requests.GetFolder());
        Assert.Empty(await response.Content.ReadAsStringAsync());
        using var http = host.Http();
        var account = (await http.GetFromJsonAsync<JsonElement>("/sandbox/api/accounts"))[0];
        Assert.Equal((true, 1), (account.GetProperty("isLocked").GetBoolean(), account.GetProperty("failedSignIns").GetInt32()));
    }

    [Fact]
    public async Task An_account_nobody_knows_cannot_be_changed()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        using var response = await http.PutAsJsonAsync("/sandbox/api/accounts/nobody", new { isLocked = true });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task SetAsync(SandboxHost host, object state)
    {
        using var http = host.Http();
        using var response = await http.PutAsJsonAsync(Delegate, state);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
