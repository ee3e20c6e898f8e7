using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Mailboxes;

public sealed class What_lasts : IDisposable
{
    private const string Tuesday = "<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>";
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox").FullName;

    private string File => Path.Combine(_folder, "box.json");

    [Fact]
    public async Task A_restart_keeps_entries_ids_keys_and_sync_states()
    {
        string state, id;
        await using (var host = await SandboxHost.StartAsync(("Sandbox:File", File), ("Sandbox:Seed", "true")))
        {
            state = (await host.Ews().CallAsync(Sync(most: 512))).Descendants(EwsTester.M + "SyncState").Single().Value;
            id = (await host.Ews().CreatedAsync("<t:Subject>Uusi</t:Subject>" + Tuesday)).Id();
        }

        await using var again = await SandboxHost.StartAsync(("Sandbox:File", File), ("Sandbox:Seed", "true"));
        Assert.Equal("Uusi", (await again.Ews().GotAsync(id)).Text("Subject"));
        Assert.Equal(id, (await again.Ews().CallAsync(Sync(state))).Items().Single().Id());
    }

    [Fact]
    public async Task An_acknowledged_write_survives_a_killed_process()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:File", File));
        var created = await host.Ews().CreatedAsync("<t:Subject>a</t:Subject>" + Tuesday);
        var gone = await host.Ews().CreatedAsync("<t:Subject>b</t:Subject>" + Tuesday);
        await host.Ews().UpdateCodeAsync(created, Set("item:Subject", "<t:Subject>c</t:Subject>"));
        await host.Ews().CallAsync(Delete(ItemId(gone)));
        var (copy, journal) = (Path.Combine(_folder, "copy.json"), Path.Combine(_folder, "copy.json.journal"));
        System.IO.File.Copy(File, copy);
        System.IO.File.Copy(File + ".journal", journal);
        await System.IO.File.AppendAllTextAsync(journal, "{\"address\":\"aino.virt");

        await using var after = await SandboxHost.StartAsync(("Sandbox:File", copy));
        Assert.Equal("c", (await after.Ews().SeenAsync()).Single().Text("Subject"));
        Assert.Equal("ErrorItemNotFound", (await after.Ews().CallAsync(Get(ItemId(gone)))).Code());
        Assert.Equal("b", after.Users.Rows(after.Mailbox(), Folders.DeletedItems).Single().Content.Subject);
        var next = await after.Ews().CreatedAsync(Tuesday);
        Assert.DoesNotContain(next.Id(), new[] { created.Id(), gone.Id() });
    }

    [Fact]
    public async Task Mailboxes_can_be_others_than_the_three()
    {
        await using var host = await SandboxHost.StartAsync(
            ("Sandbox:Mailboxes:0:Address", "load1@contoso.test"), ("Sandbox:Mailboxes:0:DisplayName", "Load One"), ("Sandbox:Mailboxes:1:Address", "load2@contoso.test"));
        Assert.Equal(["load1@contoso.test", "load2@contoso.test"], host.Store.All.Select(m => m.Address));
        Assert.Equal("NoError", (await host.Ews("load2@contoso.test").CallAsync(GetFolder())).Code());
    }

    [Fact]
    public async Task A_mailbox_the_settings_leave_out_is_kept_in_the_file()
    {
        await using (var host = await SandboxHost.StartAsync(("Sandbox:File", File)))
        {
            await host.Ews().CreatedAsync(Tuesday);
        }

        await using (var other = await SandboxHost.StartAsync(("Sandbox:File", File), ("Sandbox:Mailboxes:0:Address", "load@contoso.test")))
        {
            Assert.Single(other.Store.All);
        }

        await using var again = await SandboxHost.StartAsync(("Sandbox:File", File));
        Assert.Single(await again.Ews().SeenAsync());
    }

    [Fact]
    public async Task A_reset_mailbox_has_another_identity()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:File", File));
        await host.Ews().CreatedAsync(Tuesday);
        var before = host.Mailbox().FolderId(Folders.Calendar);
        host.Store.Reset(host.Mailbox(), Guid.NewGuid());
        Assert.NotEqual(before, host.Mailbox().FolderId(Folders.Calendar));
        Assert.Empty(await host.Ews().SeenAsync());
        Assert.Equal("ErrorFolderNotFound", (await host.Ews().CallAsync(GetFolder($"<t:FolderId Id=\"{before}\"/>"))).Code());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

public sealed class The_seeded_calendars
{
    [Fact]
    public async Task They_are_the_same_for_the_same_seed_and_hold_every_kind_of_entry()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Seed", "true"));
        await using var again = await SandboxHost.StartAsync(("Sandbox:Seed", "true"));
        await using var other = await SandboxHost.StartAsync(("Sandbox:Seed", "true"), ("Sandbox:SeedNumber", "7"));
        Assert.Equal(Titles(host), Titles(again));
        Assert.NotEqual(Titles(host), Titles(other));
        foreach (var mailbox in host.Store.All)
        {
            var seen = host.Users.Between(mailbox, SandboxHost.Monday.AddDays(-30), SandboxHost.Monday.AddDays(180));
            Assert.InRange(seen.Count, 100, 150);
            Assert.Contains(seen, v => v.Kind == ItemKind.Exception && v.Start != v.OriginalStart);
            Assert.Contains(seen, v => v.Entry.Deleted.Count > 0);
            Assert.Contains(seen, v => v.Content.IsCancelled);
            Assert.Contains(seen, v => v.Content.MyResponse == "Decline");
            Assert.Contains(seen, v => v.Content.FreeBusy == "Tentative");
            Assert.Contains(seen, v => v.Content is { IsMeeting: true, IsOrganizer: true, JoinUrl: not null });
            Assert.Contains(seen, v => v.Content.IsAllDay && v.End - v.Start > TimeSpan.FromDays(2));
            Assert.Contains(seen, v => v.Content.StartZone.Id == "Mitteleuropäische Zeit");
            Assert.Contains(seen, v => v.Content.Subject?.Length > 255);
            Assert.Contains(seen, v => v.Content.Body is { IsHtml: false, Value.Length: > 255 });
            Assert.Contains(seen, v => v.Content.Body is { IsHtml: true });
            Assert.True(new[] { "Private", "Personal", "Confidential" }.All(s => seen.Any(v => v.Content.Sensitivity == s)));
        }
    }

    private static List<string> Titles(SandboxHost host) =>
        host.Users.Between(host.Mailbox(), SandboxHost.Monday.AddDays(-30), SandboxHost.Monday.AddDays(180)).Select(v => v.Content.Subject + v.Start).ToList();
}
