using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Requests_that_break_the_schema
{
    public static TheoryData<string, string> Broken => new()
    {
        { "body after start", Create(Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z") + "<t:Body BodyType=\"Text\">b</t:Body>") },
        { "unknown element", Create("<t:Colour>red</t:Colour>") },
        { "missing attribute", """<m:FindItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>""" },
        { "missing element", "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape></m:GetItem>" },
        { "unknown attribute", """<m:GetFolder Fast="true"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"/></m:FolderIds></m:GetFolder>""" },
        { "wrong value", Create("<t:Sensitivity>Secret</t:Sensitivity>") },
        { "bad time", Create(Times("24.11.2026", "2026-11-24T11:00:00Z")) },
        { "bad guid", Create("<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId=\"x\" PropertyName=\"a\" PropertyType=\"String\"/><t:Value>1</t:Value></t:ExtendedProperty>") },
        { "too many changes", Sync(most: 513) },
        { "no changes", Sync(most: 0) },
        { "wrong namespace", GetFolder().Replace("t:BaseShape", "m:BaseShape", StringComparison.Ordinal) },
        { "no conflict resolution", Update(ItemId("AAMk"), Set("item:Subject", "<t:Subject>a</t:Subject>")).Replace("ConflictResolution=\"NeverOverwrite\" ", "", StringComparison.Ordinal) },
        { "two patterns", Create(Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z") + "<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence></t:Recurrence>") },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task They_are_refused_with_the_place_of_the_violation(string what, string body)
    {
        await using var host = await SandboxHost.StartAsync();
        var (code, fault) = await host.Ews().FaultAsync(body);
        Assert.True(code == "ErrorSchemaValidation", what);
        Assert.True(int.Parse(fault.Descendants(EwsTester.T + "LineNumber").Single().Value, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.NotEmpty(fault.Descendants(EwsTester.T + "Violation").Single().Value);
    }

    [SchemaTheory]
    [MemberData(nameof(Broken))]
    public void Microsofts_schema_refuses_the_same(string what, string body)
    {
        Assert.True(EwsSchemas.ErrorsIn(new EwsTester(new Uri("http://localhost"), null).Envelope(body)).Count > 0, what);
    }

    [Fact]
    public async Task A_document_type_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        var envelope = "<!DOCTYPE s [<!ENTITY x \"y\">]>" + host.Ews().Envelope(GetFolder());
        using var response = await host.Ews().PostRawAsync(envelope);
        Assert.Equal("ErrorInvalidRequest", (await EwsTester.FaultOfAsync(response)).Code);
    }

    [Theory]
    [InlineData("not xml")]
    [InlineData("<a/>")]
    [InlineData("")]
    public async Task What_is_not_soap_is_refused(string text)
    {
        await using var host = await SandboxHost.StartAsync();
        using var response = await host.Ews().PostRawAsync(text);
        Assert.Equal("ErrorInvalidRequest", (await EwsTester.FaultOfAsync(response)).Code);
    }

    [Fact]
    public async Task An_operation_nobody_knows_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal("ErrorInvalidRequest", (await host.Ews().FaultAsync("<m:MakeCoffee/>")).Code);
    }

    [Fact]
    public async Task The_same_header_twice_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        var envelope = host.Ews().Envelope(GetFolder()).Replace("<t:TimeZoneContext>", "<t:RequestServerVersion Version=\"Exchange2016\"/><t:TimeZoneContext>", StringComparison.Ordinal);
        using var response = await host.Ews().PostRawAsync(envelope);
        Assert.Equal("ErrorDuplicateSOAPHeader", (await EwsTester.FaultOfAsync(response)).Code);
    }

    [Fact]
    public async Task More_than_400_kilobytes_are_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        using var response = await host.Ews().PostAsync(Create($"<t:Body BodyType=\"Text\">{new string('x', 410 * 1024)}</t:Body>"));
        Assert.Equal("ErrorRequestStreamTooBig", (await EwsTester.FaultOfAsync(response)).Code);
    }
}
