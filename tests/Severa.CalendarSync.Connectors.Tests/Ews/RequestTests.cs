using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Ews;

public sealed class RequestTests
{
    private static readonly EwsCaller Caller = new(Setup.Address, "FLE Standard Time");
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly NewEntry Entry = new()
    {
        Subject = "Review & plan",
        Sensitivity = "Private",
        Body = "one\ntwo",
        Properties = [(OurProperty.Stamp, "1|a|b"), (OurProperty.LinkId, "0123")],
        Start = Noon,
        End = Noon.AddHours(1),
        FreeBusy = "OOF",
        Location = "Room",
        WindowsZone = "FLE Standard Time",
    };

    private static readonly EntryChange Change = new(
        new EwsItemId("A", "D"),
        [
            FieldChange.Subject("S"), FieldChange.Sensitivity("Normal"), FieldChange.Body("b", null), FieldChange.Body("b", "<b>b</b>"), FieldChange.Start(Noon), FieldChange.End(Noon),
            FieldChange.AllDay(true), .. FieldChange.Zones("UTC"), FieldChange.FreeBusy("Busy"),
            FieldChange.Location("L"), FieldChange.Location(""),
        ]);

    [SchemaFact]
    public void Every_request_is_valid()
    {
        foreach (var dialect in new[] { EwsDialect.Exchange2013Sp1, EwsDialect.Exchange2010Sp2, EwsDialect.Exchange2007Sp1 })
        {
            AssertValid(new GetFolderOperation(EwsFolderId.Calendar), dialect);
            AssertValid(new GetFolderOperation(new EwsFolderId("F")), dialect);
            AssertValid(new SyncFolderItemsOperation(new EwsFolderId("F"), null), dialect);
            AssertValid(new SyncFolderItemsOperation(new EwsFolderId("F"), "c3RhdGU="), dialect);
            AssertValid(new FindInViewOperation(new EwsFolderId("F"), Noon, Noon.AddDays(1)), dialect);
            AssertValid(new FindItemsOperation(new EwsFolderId("F"), 0), dialect);
            AssertValid(new FindItemsOperation(EwsFolderId.Calendar, 200, OurProperty.LinkId, "0123"), dialect);
            AssertValid(new GetItemOperation([new ItemRef("A"), new ItemRef("B", IsMasterOfIt: true)], ItemShape.Entry), dialect);
            AssertValid(new GetItemOperation([new ItemRef("A")], ItemShape.Master), dialect);
            AssertValid(new GetItemOperation([new ItemRef("A")], ItemShape.Version), dialect);
            AssertValid(new GetItemOperation([new ItemRef("A")], ItemShape.Notes), dialect);
            AssertValid(new CreateItemOperation(new EwsFolderId("F"), [Entry, Entry with { IsAllDay = true, BodyHtml = "<p>one<br>two</p>" }]), dialect);
            AssertValid(new UpdateItemOperation([Change]), dialect);
            AssertValid(new DeleteItemOperation([new EwsItemId("A", "D"), new EwsItemId("B")]), dialect);
            AssertValid(new ResolveNamesOperation(Setup.Address), dialect);
            AssertValid(ConvertIdOperation.Probe(), dialect);
        }
    }

    [SchemaFact]
    public void Validator_sees_a_wrong_order()
    {
        var good = System.Text.Encoding.UTF8.GetString(SoapWriter.Write(new CreateItemOperation(EwsFolderId.Calendar, [Entry]), Caller, EwsDialect.Exchange2013Sp1).Span);
        var sensitivity = "<t:Sensitivity>Private</t:Sensitivity>";
        var bad = good.Replace(sensitivity, "", StringComparison.Ordinal).Replace("<t:Location>", sensitivity + "<t:Location>", StringComparison.Ordinal);

        Assert.NotEmpty(EwsSchemas.ErrorsIn(bad));
    }

    [Fact]
    public void Create_exact()
    {
        Assert.Equal(
            """<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId><t:FolderId Id="F" /></m:SavedItemFolderId><m:Items><t:CalendarItem><t:Subject>Review &amp; plan</t:Subject><t:Sensitivity>Private</t:Sensitivity><t:Body BodyType="Text">one""" + "\n" + """two</t:Body><t:ReminderIsSet>false</t:ReminderIsSet><t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="6f1c3f6e-2f0b-4a57-9d5e-7a0c9b1e4d28" PropertyName="CalendarSyncLink" PropertyType="String" /><t:Value>1|a|b</t:Value></t:ExtendedProperty><t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="6f1c3f6e-2f0b-4a57-9d5e-7a0c9b1e4d28" PropertyName="CalendarSyncLinkId" PropertyType="String" /><t:Value>0123</t:Value></t:ExtendedProperty><t:Start>2026-11-02T12:00:00Z</t:Start><t:End>2026-11-02T13:00:00Z</t:End><t:IsAllDayEvent>false</t:IsAllDayEvent><t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location>Room</t:Location><t:StartTimeZone Id="FLE Standard Time" /><t:EndTimeZone Id="FLE Standard Time" /></t:CalendarItem></m:Items></m:CreateItem>""",
            BodyOf(new CreateItemOperation(new EwsFolderId("F"), [Entry])));
    }

    [Fact]
    public void Update_exact()
    {
        var change = new EntryChange(new EwsItemId("A", "D"), [FieldChange.Subject("S"), FieldChange.Location("")]);

        Assert.Equal(
            """<m:UpdateItem ConflictResolution="NeverOverwrite" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="SendToNone" SuppressReadReceipts="true"><m:ItemChanges><t:ItemChange><t:ItemId Id="A" ChangeKey="D" /><t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Subject" /><t:CalendarItem><t:Subject>S</t:Subject></t:CalendarItem></t:SetItemField><t:DeleteItemField><t:FieldURI FieldURI="calendar:Location" /></t:DeleteItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>""",
            BodyOf(new UpdateItemOperation([change])));
    }

    [Fact]
    public void Delete_exact() => Assert.Equal(
        """<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone" SuppressReadReceipts="true"><m:ItemIds><t:ItemId Id="A" ChangeKey="D" /></m:ItemIds></m:DeleteItem>""",
        BodyOf(new DeleteItemOperation([new EwsItemId("A", "D")])));

    [Fact]
    public void Sync_exact() => Assert.Equal(
        """<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:FolderId Id="F" /></m:SyncFolderId><m:SyncState>c3RhdGU=</m:SyncState><m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>""",
        BodyOf(new SyncFolderItemsOperation(new EwsFolderId("F"), "c3RhdGU=")));

    [Fact]
    public void Old_server_is_not_asked_for_what_it_does_not_know()
    {
        var text = Write(new UpdateItemOperation([Change]), Caller, EwsDialect.Exchange2010Sp2)
            + Write(new GetItemOperation([new ItemRef("A")], ItemShape.Entry), Caller, EwsDialect.Exchange2010Sp2);

        Assert.Contains("Exchange2010_SP2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SuppressReadReceipts", text, StringComparison.Ordinal);
        Assert.DoesNotContain("JoinOnlineMeetingUrl", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_write_can_send_mail()
    {
        // The only word for "whom to notify" in the whole assembly is "nobody".
        var texts = typeof(EwsClient).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public))
            .Where(f => f.IsLiteral && f.FieldType == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!)
            .Where(t => t.StartsWith("Send", StringComparison.Ordinal));
        var requests = Write(new CreateItemOperation(EwsFolderId.Calendar, [Entry]), Caller, EwsDialect.Exchange2013Sp1)
            + Write(new UpdateItemOperation([Change]), Caller, EwsDialect.Exchange2013Sp1)
            + Write(new DeleteItemOperation([new EwsItemId("A")]), Caller, EwsDialect.Exchange2013Sp1);
        var binary = System.Text.Encoding.Unicode.GetString(File.ReadAllBytes(typeof(EwsClient).Assembly.Location))
            + System.Text.Encoding.Unicode.GetString(File.ReadAllBytes(typeof(EwsClient).Assembly.Location).AsSpan(1));

        Assert.Equal("SendToNone", Assert.Single(texts));
        Assert.Equal(3, requests.Split("\"SendToNone\"").Length - 1);
        Assert.All(["SendOnlyTo", "SendToAll", "SendToChanged", "SendAndSaveCopy", "SendOnly\""], word => Assert.DoesNotContain(word, binary, StringComparison.Ordinal));
    }

    [Fact]
    public void Zone_header_only_where_the_operation_declares_it()
    {
        Assert.Contains("TimeZoneContext", Write(new GetItemOperation([new ItemRef("A")], ItemShape.Entry), Caller, EwsDialect.Exchange2013Sp1), StringComparison.Ordinal);
        Assert.DoesNotContain("TimeZoneContext", Write(new DeleteItemOperation([new EwsItemId("A")]), Caller, EwsDialect.Exchange2013Sp1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u0000b\u000Bc", "abc")]
    [InlineData("tab\tand\nline", "tab\tand\nline")]
    [InlineData("pair \ud83d\ude00 kept", "pair \ud83d\ude00 kept")]
    public void Characters_xml_forbids_are_left_out(string text, string expected) => Assert.Equal(expected, XmlWriting.Allowed(text));

    [Fact]
    public void Half_characters_are_left_out()
    {
        Assert.Equal("half  gone", XmlWriting.Allowed("half " + (char)0xd83d + " gone"));
        Assert.Equal("half  gone", XmlWriting.Allowed("half " + (char)0xde00 + " gone"));
        Assert.Equal("", XmlWriting.Allowed(new string([(char)0xfffe, (char)0xffff])));
    }

    [Fact]
    public void Exchange_2007_is_told_one_zone_and_impersonates_by_primary_address_only()
    {
        var caller = new EwsCaller(Setup.Address, "FLE Standard Time", ByAnyAddress: true);
        var created = Write(new CreateItemOperation(EwsFolderId.Calendar, [Entry]), caller, EwsDialect.Exchange2007Sp1);
        var updated = Write(new UpdateItemOperation([Change]), caller, EwsDialect.Exchange2007Sp1);
        var asked = Write(new GetItemOperation([new ItemRef("A")], ItemShape.Entry), caller, EwsDialect.Exchange2007Sp1);

        Assert.Contains($"""<t:MeetingTimeZone TimeZoneName="{Entry.WindowsZone}" /></t:CalendarItem>""", created, StringComparison.Ordinal);
        Assert.Contains("""<t:FieldURI FieldURI="calendar:MeetingTimeZone" />""", updated, StringComparison.Ordinal);
        Assert.All([created, updated, asked], text =>
        {
            Assert.Contains($"<t:PrimarySmtpAddress>{Setup.Address}</t:PrimarySmtpAddress>", text, StringComparison.Ordinal);
            Assert.All(
                ["StartTimeZone", "EndTimeZone", "SuppressReadReceipts", "JoinOnlineMeetingUrl"],
                word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Newer_servers_are_told_both_zones() =>
        Assert.DoesNotContain("MeetingTimeZone", Write(new UpdateItemOperation([Change]), Caller, EwsDialect.Exchange2010), StringComparison.Ordinal);

    private static void AssertValid<T>(EwsOperation<T> operation, EwsDialect dialect) =>
        Assert.Empty(EwsSchemas.ErrorsIn(Write(operation, Caller, dialect)));

    private static string Write<T>(EwsOperation<T> operation, EwsCaller caller, EwsDialect dialect) =>
        System.Text.Encoding.UTF8.GetString(SoapWriter.Write(operation, caller, dialect).Span);

    private static string BodyOf<T>(EwsOperation<T> operation)
    {
        var text = Write(operation, Caller, EwsDialect.Exchange2013Sp1);
        var start = text.IndexOf("<s:Body>", StringComparison.Ordinal) + "<s:Body>".Length;
        return text[start..text.IndexOf("</s:Body>", StringComparison.Ordinal)];
    }
}
