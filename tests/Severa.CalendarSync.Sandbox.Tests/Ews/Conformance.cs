using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Conformance_to_Microsofts_schema
{
    private const string Folders = """<t:DistinguishedFolderId Id="calendar"/><t:DistinguishedFolderId Id="msgfolderroot"/><t:DistinguishedFolderId Id="deleteditems"/><t:DistinguishedFolderId Id="voicemail"/>""";

    [SchemaFact]
    public async Task Reading_a_seeded_mailbox_gives_valid_messages()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Seed", "true"));
        var ews = host.Ews();
        await ews.CallAsync(GetFolder(Folders));
        var seen = await ews.SeenAsync("2026-10-20T00:00:00Z", "2027-06-01T00:00:00Z");
        Assert.InRange(seen.Count, 100, 170);
        var rows = (await ews.CallAsync(Find("", most: 500))).Items();
        foreach (var bodyType in (string[])["Text", "HTML", "Best"])
        {
            var ids = string.Concat(seen.Concat(rows).Select(item => ItemId(item.Id())));
            var response = await ews.CallAsync(Get(ids, bodyType));
            Assert.All(response.Messages(), message => Assert.Equal("NoError", message.Element(EwsTester.M + "ResponseCode")!.Value));
        }

        await ews.CallAsync(Sync());
        await ews.CallAsync(View("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", 3, "Default"));
        AssertAllValid(host);
    }

    [SchemaFact]
    public async Task Writing_gives_valid_messages()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var master = await ews.CreatedAsync(
            "<t:Subject>Sarja</t:Subject><t:Body BodyType=\"HTML\">&lt;p&gt;Hei&lt;/p&gt;</t:Body><t:Categories><t:String>A</t:String></t:Categories>"
            + $"<t:ExtendedProperty>{Stamp}<t:Value>1|x</t:Value></t:ExtendedProperty>"
            + Times("2026-11-23T09:00:00", "2026-11-23T10:00:00")
            + "<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>a@b.test</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>"
            + WeeklyMondays() + "<t:StartTimeZone Id=\"FLE Standard Time\"/><t:EndTimeZone Id=\"FLE Standard Time\"/>",
            "SendToAllAndSaveCopy");
        var occurrence = (await ews.SeenAsync())[1];
        await ews.CallAsync(Update(ItemId(occurrence), Set("item:Subject", "<t:Subject>Muutettu</t:Subject>") + Clear("calendar:Location")));
        await ews.CallAsync(Update(ItemId(occurrence), Set("item:Subject", "<t:Subject>Vanha avain</t:Subject>")));
        await ews.CallAsync(Delete(ItemId((await ews.SeenAsync())[2].Id())));
        await ews.CallAsync(Get(ItemId(master.Id()) + $"""<t:OccurrenceItemId RecurringMasterId="{master.Id()}" InstanceIndex="2"/><t:OccurrenceItemId RecurringMasterId="{master.Id()}" InstanceIndex="3"/><t:RecurringMasterItemId OccurrenceId="{(await ews.SeenAsync())[0].Id()}"/>"""));
        var state = (await ews.CallAsync(Sync())).Descendants(EwsTester.M + "SyncState").Single().Value;
        await ews.CallAsync(Delete(ItemId(master.Id()) + ItemId(master.Id())));
        await ews.CallAsync(Sync(state));
        await ews.CallAsync(Sync("bm9uc2Vuc2U="));
        AssertAllValid(host);
    }

    [SchemaFact]
    public async Task Looking_around_gives_valid_messages()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        foreach (var name in (string[])["smtp:aino.virtanen@contoso.test", "smtp:nobody@contoso.test", "a", "Sari"])
        {
            await ews.CallAsync($"""<m:ResolveNames ReturnFullContactData="false" SearchScope="ActiveDirectory"><m:UnresolvedEntry>{name}</m:UnresolvedEntry></m:ResolveNames>""");
        }

        var id = (await ews.CreatedAsync(Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"))).Id();
        foreach (var source in (string[])["DUMMY", id])
        {
            await ews.CallAsync($"""<m:ConvertId DestinationFormat="HexEntryId"><m:SourceIds><t:AlternateId Format="EwsId" Id="{source}" Mailbox="aino.virtanen@contoso.test"/></m:SourceIds></m:ConvertId>""");
        }

        await ews.CallAsync("""<m:GetServerTimeZones ReturnFullTimeZoneData="true"><m:Ids><t:Id>FLE Standard Time</t:Id></m:Ids></m:GetServerTimeZones>""");
        await ews.CallAsync("""<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>""");
        AssertAllValid(host);
    }

    /// <summary>Bodies and headers of every request and answer of the run.</summary>
    private static void AssertAllValid(SandboxHost host)
    {
        Assert.NotEmpty(host.Transcript.Exchanges);
        foreach (var exchange in host.Transcript.Exchanges)
        {
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Request));
            Assert.Empty(EwsSchemas.ErrorsIn(exchange.Answer));
        }
    }
}
