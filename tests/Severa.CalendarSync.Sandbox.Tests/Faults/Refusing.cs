using System.Net;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Faults;

/// <summary>Whole requests refused: by HTTP, by a fault, in each of their messages.</summary>
public sealed class Refusals_on_purpose
{
    private static readonly string One = Create(Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"));

    [Theory]
    [InlineData(FaultKind.Http401, HttpStatusCode.Unauthorized, "WWW-Authenticate", "Basic realm=\"contoso.test\"")]
    [InlineData(FaultKind.Http403, HttpStatusCode.Forbidden, null, null)]
    [InlineData(FaultKind.Http500, HttpStatusCode.InternalServerError, null, null)]
    [InlineData(FaultKind.Http503, HttpStatusCode.ServiceUnavailable, "Retry-After", "30")]
    [InlineData(FaultKind.ErrorPage, HttpStatusCode.Redirect, "Location", "/ews/genericerrorpage.htm?aspxerrorpath=/ews/exchange.asmx")]
    public async Task Http_refuses_without_carrying_anything_out(FaultKind kind, HttpStatusCode status, string? header, string? value)
    {
        await using var host = await SandboxHost.StartAsync();
        host.SwitchOn(kind, milliseconds: 29_500);

        using var refused = await host.Ews().PostAsync(One);

        Assert.Equal(status, refused.StatusCode);
        Assert.NotEqual("text/xml", refused.Content.Headers.ContentType?.MediaType);
        if (header is not null)
        {
            Assert.Equal(value, Assert.Single(refused.Headers.GetValues(header)));
        }

        Assert.Empty(await host.Ews().SeenAsync());
    }

    [Theory]
    [InlineData(FaultKind.ServerBusy, "ErrorServerBusy", "BackOffMilliseconds", "5000")]
    [InlineData(FaultKind.ServerError, "ErrorInternalServerError", null, null)]
    [InlineData(FaultKind.VersionRefused, "ErrorInvalidServerVersion", null, null)]
    [InlineData(FaultKind.MailboxGone, "ErrorNonExistentMailbox", null, null)]
    [InlineData(FaultKind.MailboxIsAlias, "ErrorNonPrimarySmtpAddress", "Primary", "new.aino.virtanen@contoso.test")]
    public async Task A_fault_refuses_without_carrying_anything_out(FaultKind kind, string code, string? name, string? value)
    {
        await using var host = await SandboxHost.StartAsync();
        host.SwitchOn(kind, milliseconds: 5000);

        var (actual, fault) = await host.Ews().FaultAsync(One);

        Assert.Equal(code, actual);
        Assert.Equal(value, fault.Descendants(EwsTester.T + "Value").SingleOrDefault(v => v.Attribute("Name")!.Value == name)?.Value);
        Assert.Empty(await host.Ews().SeenAsync());
    }

    [Theory]
    [InlineData(FaultKind.ServerBusyMessages, "ErrorServerBusy")]
    [InlineData(FaultKind.MailboxMoving, "ErrorMailboxMoveInProgress")]
    public async Task Each_thing_asked_for_is_refused(FaultKind kind, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        var ids = ItemId((await host.Ews().CreatedAsync(Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"))).Id());
        host.SwitchOn(kind, isLasting: true, milliseconds: 5000);

        Assert.Equal([code, code], Codes(await host.Ews().CallAsync(Get(ids + ids))));
        Assert.Equal([code, code], Codes(await host.Ews().CallAsync(GetFolder(Calendar + Calendar))));
        Assert.Equal([code], Codes(await host.Ews().CallAsync(Delete(ids))));
        var sync = await host.Ews().CallAsync(Sync());
        Assert.Equal([code], Codes(sync));
        Assert.Equal("", sync.Descendants(EwsTester.M + "SyncState").Single().Value);
        Assert.Equal(4, host.Spoiled());
    }

    [SchemaFact]
    public async Task Their_answers_are_valid()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var id = ItemId(await ews.CreatedAsync(Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z")));
        string[] requests =
        [
            One, Get(id), GetFolder(), Sync(), Sync("c3RhdGU="), View("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"), Find(""), Delete(id), Move(id),
            Update(id, Set("item:Subject", "<t:Subject>x</t:Subject>")), Subscribing.Streaming(), Subscribing.Pull(), Subscribing.Unsubscribe("eA=="), Subscribing.Open(["eA=="]),
            """<m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>a</m:UnresolvedEntry></m:ResolveNames>""",
            """<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>""",
        ];
        foreach (var kind in Enum.GetValues<FaultKind>().Except([FaultKind.Slow, FaultKind.SlowBody, FaultKind.CutBody, FaultKind.DropAnswerAfterCommit, FaultKind.DropBeforeCommit]))
        {
            foreach (var request in requests)
            {
                host.Get<FaultPlan>().Clear();
                host.SwitchOn(kind, milliseconds: 5000);
                using var answer = await ews.PostAsync(request);
            }
        }

        foreach (var exchange in host.Transcript.Exchanges.Where(e => e.Status == 200))
        {
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Answer));
        }
    }

    private static IEnumerable<string> Codes(System.Xml.Linq.XElement response) => response.Messages().Select(m => m.Element(EwsTester.M + "ResponseCode")!.Value);
}
