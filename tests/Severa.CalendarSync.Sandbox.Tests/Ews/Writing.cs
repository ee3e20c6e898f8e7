using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Writing_single_entries
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";

    [Fact]
    public async Task What_was_written_is_read()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync(
            "<t:Subject>Palaveri ÅÄÖ 😀</t:Subject><t:Sensitivity>Private</t:Sensitivity><t:Body BodyType=\"Text\">rivi 1\nrivi 2</t:Body><t:Categories><t:String>A</t:String><t:String>B</t:String></t:Categories>"
            + "<t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>30</t:ReminderMinutesBeforeStart>"
            + $"<t:ExtendedProperty>{Stamp}<t:Value>v1|i|m</t:Value></t:ExtendedProperty><t:UID>u1</t:UID>" + Tuesday
            + "<t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location>Espoo</t:Location>");
        var item = await ews.GotAsync(created.Id());
        Assert.Equal("Palaveri ÅÄÖ 😀", item.Text("Subject"));
        Assert.Equal("Private", item.Text("Sensitivity"));
        Assert.Equal("rivi 1\nrivi 2", item.Text("Body"));
        Assert.Equal("AB", item.Text("Categories"));
        Assert.Equal("30", item.Text("ReminderMinutesBeforeStart"));
        Assert.Equal("v1|i|m", item.Descendants(EwsTester.T + "ExtendedProperty").Single().Element(EwsTester.T + "Value")!.Value);
        Assert.Equal("u1", item.Text("UID"));
        Assert.Equal("OOF", item.Text("LegacyFreeBusyStatus"));
        Assert.Equal("Espoo", item.Text("Location"));
        Assert.Equal("Single", item.Text("CalendarItemType"));
        Assert.Equal("Organizer", item.Text("MyResponseType"));
        Assert.Equal("0", item.Text("AppointmentState"));
        Assert.Equal("2026-11-24T12:00:00+02:00", item.Text("StartWallClock"));
        Assert.Equal("FLE Standard Time", item.Element(EwsTester.T + "StartTimeZone")!.Attribute("Id")!.Value);
        Assert.Equal("2026-11-23T08:00:00Z", item.Text("LastModifiedTime"));
    }

    [Fact]
    public async Task Every_change_gives_a_new_key_and_the_old_one_is_stale()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync("<t:Subject>1</t:Subject>" + Tuesday);
        var updated = (await ews.CallAsync(Update(ItemId(created), Set("item:Subject", "<t:Subject>2</t:Subject>")))).Items().Single();
        Assert.Equal(created.Id(), updated.Id());
        Assert.NotEqual(created.Key(), updated.Key());
        Assert.Equal("ErrorIrresolvableConflict", await ews.UpdateCodeAsync(created, Set("item:Subject", "<t:Subject>3</t:Subject>")));
        Assert.Equal("2", (await ews.GotAsync(created.Id())).Text("Subject"));
        Assert.Equal("NoError", await ews.UpdateCodeAsync(created, Set("item:Subject", "<t:Subject>3</t:Subject>"), "AlwaysOverwrite"));
        var code = (await ews.CallAsync(Update(ItemId(created.Id()), Set("item:Subject", "<t:Subject>4</t:Subject>"), conflict: "AlwaysOverwrite"))).Code();
        Assert.Equal("ErrorChangeKeyRequiredForWriteOperations", code);
    }

    [Fact]
    public async Task Fields_can_be_cleared()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync($"<t:Body BodyType=\"Text\">b</t:Body><t:ExtendedProperty>{Stamp}<t:Value>x</t:Value></t:ExtendedProperty>" + Tuesday + "<t:Location>L</t:Location>");
        Assert.Equal("NoError", await ews.UpdateCodeAsync(created, Clear("calendar:Location") + Clear("item:Body") + $"<t:DeleteItemField>{Stamp}</t:DeleteItemField>"));
        var item = await ews.GotAsync(created.Id());
        Assert.Null(item.Text("Location"));
        Assert.Equal("", item.Text("Body"));
        Assert.Null(item.Text("ExtendedProperty"));
    }

    [Theory]
    [InlineData("item:Subject", "<t:Subject>a</t:Subject><t:Sensitivity>Private</t:Sensitivity>", "ErrorIncorrectUpdatePropertyCount")]
    [InlineData("item:Subject", "<t:Location>a</t:Location>", "ErrorUpdatePropertyMismatch")]
    [InlineData("item:Subject", "", "ErrorIncorrectUpdatePropertyCount")]
    [InlineData("calendar:IsMeeting", "<t:IsMeeting>true</t:IsMeeting>", "ErrorInvalidPropertySet")]
    [InlineData("calendar:MyResponseType", "<t:MyResponseType>Accept</t:MyResponseType>", "ErrorInvalidPropertySet")]
    [InlineData("calendar:End", "<t:End>2026-11-24T09:00:00Z</t:End>", "ErrorCalendarEndDateIsEarlierThanStartDate")]
    public async Task Wrong_updates_are_refused(string path, string property, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync("<t:Subject>s</t:Subject>" + Tuesday);
        Assert.Equal(code, await host.Ews().UpdateCodeAsync(created, Set(path, property)));
        Assert.Equal(created.Key(), (await host.Ews().GotAsync(created.Id())).Key());
    }

    [Fact]
    public async Task A_field_that_cannot_be_deleted_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync(Tuesday);
        Assert.Equal("ErrorInvalidPropertyDelete", await host.Ews().UpdateCodeAsync(created, Clear("calendar:Start")));
    }

    [Theory]
    [InlineData("2026-11-24T11:00:00Z", "2026-11-24T10:00:00Z", "ErrorCalendarEndDateIsEarlierThanStartDate")]
    [InlineData("2026-11-24T11:00:00Z", "2032-11-24T10:00:00Z", "ErrorCalendarDurationIsTooLong")]
    public async Task Impossible_spans_are_refused(string start, string end, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(code, (await host.Ews().CallAsync(Create(Times(start, end)))).Code());
        Assert.Empty(await host.Ews().SeenAsync());
    }

    [Fact]
    public async Task The_send_attributes_are_required()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync(Tuesday);
        Assert.Equal("ErrorSendMeetingInvitationsRequired", (await ews.CallAsync(Create(Tuesday).Replace(" SendMeetingInvitations=\"SendToNone\"", "", StringComparison.Ordinal))).Code());
        var update = Update(ItemId(created), Clear("calendar:Location")).Replace(" SendMeetingInvitationsOrCancellations=\"SendToNone\"", "", StringComparison.Ordinal);
        Assert.Equal("ErrorSendMeetingInvitationsOrCancellationsRequired", (await ews.CallAsync(update)).Code());
        Assert.Equal("ErrorSendMeetingCancellationsRequired", (await ews.CallAsync(Delete(ItemId(created)).Replace(" SendMeetingCancellations=\"SendToNone\"", "", StringComparison.Ordinal))).Code());
    }

    [Fact]
    public async Task One_bad_item_does_not_stop_the_others()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var two = Create(Tuesday).Replace("</m:Items>", "<t:CalendarItem>" + Times("2026-11-24T11:00:00Z", "2026-11-24T10:00:00Z") + "</t:CalendarItem><t:CalendarItem>" + Tuesday + "</t:CalendarItem></m:Items>", StringComparison.Ordinal);
        var codes = (await ews.CallAsync(two)).Messages().Select(m => m.Element(EwsTester.M + "ResponseCode")!.Value);
        Assert.Equal(["NoError", "ErrorCalendarEndDateIsEarlierThanStartDate", "NoError"], codes);
        Assert.Equal(2, (await ews.SeenAsync()).Count);
    }

    [Theory]
    [InlineData("DUMMY", "ErrorInvalidIdMalformed")]
    [InlineData("", "ErrorInvalidIdEmpty")]
    public async Task Ids_nobody_gave_are_refused(string id, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(code, (await host.Ews().CallAsync(Get(ItemId(id)))).Code());
    }

    [Fact]
    public async Task An_id_of_another_mailbox_names_nothing()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync(Tuesday);
        var others = host.Ews(SandboxHost.Mikael);
        Assert.Equal("ErrorItemNotFound", (await others.CallAsync(Get(ItemId(created)))).Code());
        Assert.Equal("ErrorItemNotFound", (await others.CallAsync(Delete(ItemId(created)))).Code());
        Assert.Equal("ErrorItemNotFound", await others.UpdateCodeAsync(created, Clear("calendar:Location")));
    }

    [Fact]
    public async Task Values_must_fit_the_type_of_their_property()
    {
        await using var host = await SandboxHost.StartAsync();
        var number = Stamp.Replace("PropertyType=\"String\"", "PropertyType=\"Integer\"", StringComparison.Ordinal);
        var response = await host.Ews().CallAsync(Create($"<t:ExtendedProperty>{number}<t:Value>x</t:Value></t:ExtendedProperty>" + Tuesday));
        Assert.Equal("ErrorInvalidExtendedPropertyValue", response.Code());
    }
}

public sealed class Notes
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";

    [Fact]
    public async Task Html_is_given_as_text_when_asked()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync("<t:Body BodyType=\"HTML\">&lt;html&gt;&lt;body&gt;&lt;p&gt;Hei &amp;amp; moi&lt;/p&gt;&lt;p&gt;toinen&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</t:Body>" + Tuesday);
        Assert.Equal("Hei & moi\ntoinen", (await ews.GotAsync(created.Id(), "Text")).Text("Body")!.ReplaceLineEndings("\n"));
        Assert.Equal("Hei & moi\ntoinen", (await ews.GotAsync(created.Id(), "HTML")).Text("TextBody")!.ReplaceLineEndings("\n"));
        Assert.Equal("HTML", (await ews.GotAsync(created.Id())).Element(EwsTester.T + "Body")!.Attribute("BodyType")!.Value);
    }

    [Fact]
    public async Task Text_is_wrapped_when_html_is_asked()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync("<t:Body BodyType=\"Text\">a &lt; b</t:Body>" + Tuesday);
        var body = (await host.Ews().GotAsync(created.Id(), "HTML")).Text("Body")!;
        Assert.StartsWith("<html>", body, StringComparison.Ordinal);
        Assert.Contains("a &lt; b", body, StringComparison.Ordinal);
        Assert.Equal("a < b", (await host.Ews().GotAsync(created.Id(), "Text")).Text("Body"));
    }

    [Fact]
    public async Task Setting_text_drops_the_html()
    {
        await using var host = await SandboxHost.StartAsync();
        var ews = host.Ews();
        var created = await ews.CreatedAsync("<t:Body BodyType=\"HTML\">&lt;p&gt;&lt;b&gt;x&lt;/b&gt;&lt;/p&gt;</t:Body>" + Tuesday);
        await ews.UpdateCodeAsync(created, Set("item:Body", "<t:Body BodyType=\"Text\">x</t:Body>"));
        Assert.Equal("Text", (await ews.GotAsync(created.Id())).Element(EwsTester.T + "Body")!.Attribute("BodyType")!.Value);
        Assert.DoesNotContain("<b>", (await ews.GotAsync(created.Id(), "HTML")).Text("Body")!, StringComparison.Ordinal);
    }
}
