using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.OwnData;

/// <summary>P2: "Download my data" and "Erase my sync data".</summary>
public sealed class OwnDataTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Page = "/profile/data";
    private const string ErasePage = "/profile/erase";

    [Fact]
    public async Task Download_HoldsWhatIsKeptAboutTheReader_AndNothingOfOthers()
    {
        await RememberAsync(AppFactory.Aino, "title-of-aino");
        await RememberAsync(AppFactory.Mikael, "title-of-mikael");
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await aino.SendAsync(Page, "Download");

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var files = await FilesAsync(answer);
        Assert.All(files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)), f => Assert.Contains(f.Key, files["readme.txt"], StringComparison.Ordinal));
        var history = Rows(files, "history").Single(r => r.GetProperty("title").GetString() == "title-of-aino");
        Assert.Equal("before-title-of-aino", history.GetProperty("values").GetProperty("Before").GetProperty("Title").GetString());
        Assert.Equal("title-of-aino", Assert.Single(Rows(files, "conflicts")).GetProperty("title").GetString());
        Assert.Single(Rows(files, "links"));
        Assert.Equal(AppFactory.Aino, Assert.Single(Rows(files, "account")).GetProperty("email").GetString());
        Assert.Contains(Rows(files, "audit"), line => line.GetProperty("action").GetString() == nameof(AuditAction.OwnDataDownloaded));
        Assert.Contains(Rows(files, "activities"), a => a.GetProperty("isOwner").GetBoolean());
        Assert.Equal("Password", Rows(files, "sessions")[0].GetProperty("way").GetString());

        var account = await app.QueryAsync(db => db.Users.SingleAsync(a => a.Email == AppFactory.Aino));
        var everything = string.Concat(files.Values);
        Assert.All(
            ["title-of-mikael", AppFactory.Mikael, "Mikael Lind", account.PasswordHash!, account.SecurityStamp!, .. await app.QueryAsync(db => db.Sessions.Select(s => s.Id).ToListAsync())],
            secret => Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Download_HoldsNoContentsOfActivitiesThatOthersOwn()
    {
        var (aino, sari) = (await app.AccountIdAsync(AppFactory.Aino), await app.AccountIdAsync(AppFactory.Sari));
        await app.QueryAsync(async db =>
        {
            var activity = await db.Activities.FirstAsync(a => a.OwnerId == aino && a.Participants.Count == 0);
            (activity.Title, activity.Notes) = ("title of the owner", "notes of the owner");
            activity.Participants.Add(new ActivityParticipant { ActivityId = activity.Id, AccountId = sari });
            return await db.SaveChangesAsync();
        });
        using var visitor = await app.SignInAsync(AppFactory.Sari);
        using var answer = await visitor.SendAsync(Page, "Download");
        var files = await FilesAsync(answer);
        Assert.Contains(Rows(files, "activities"), a => !a.GetProperty("isOwner").GetBoolean());
        Assert.DoesNotContain("of the owner", files["activities.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_WithoutProof_HoldsNothingOfTheMailbox()
    {
        await RememberAsync(AppFactory.Sari, "title-of-sari");
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Sari).ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedAt, (DateTime?)null)));
        await app.QueryAsync(db => db.Users.Where(a => a.Email == AppFactory.Sari).ExecuteUpdateAsync(set => set.SetProperty(a => a.Language, "fi")));
        using var sari = await app.SignInAsync(AppFactory.Sari);
        using var answer = await sari.SendAsync(Page, "Download");
        var files = await FilesAsync(answer);
        Assert.Equal(["account.json", "activities.json", "audit.json", "codes.json", "mailbox.json", "readme.txt", "roles.json", "sessions.json", "sign-in-providers.json"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("et ole vahvistanut", files["readme.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain("title-of-sari", string.Concat(files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_HidesWhatBelongsToAnEarlierAddress()
    {
        await RememberAsync(AppFactory.Admin, "title-of-earlier");
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Admin)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.HistoryVisibleFrom, DateTime.UtcNow.AddMinutes(1))));
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await administrator.SendAsync(Page, "Download");
        var files = await FilesAsync(answer);
        Assert.Empty(Rows(files, "history"));
        Assert.DoesNotContain("title-of-earlier", string.Concat(files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_IsLimited()
    {
        await using var limited = new AppFactory();
        limited.Settings["Limits:WorkPerMinute"] = "2";
        using var mikael = await limited.SignInAsync(AppFactory.Mikael);
        for (var i = 0; i < 2; i++)
        {
            using var answer = await mikael.SendAsync(Page, "Download");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var third = await mikael.SendAsync(Page, "Download");
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal(2, await limited.QueryAsync(db => db.Audit.CountAsync(a => a.Action == AuditAction.OwnDataDownloaded)));
    }

    [Fact]
    public async Task Erasure_ForAnotherAccount_IsForbidden()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await administrator.SendAsync(ErasePage, null, ("Account", $"{await app.AccountIdAsync(AppFactory.Aino)}"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.NotNull(await app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Aino).Select(m => m.ProvedAt).SingleAsync()));
    }

    [Fact]
    public async Task Erasure_SaysWhatGoes_ThenSwitchesOffAndForgets_AndTheAuditShowsIds()
    {
        await RememberAsync(AppFactory.Mikael, "title-to-erase");
        await app.SwitchOnAsync(AppFactory.Mikael);
        var id = await app.AccountIdAsync(AppFactory.Mikael);
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        Assert.Contains("Mikael Lind", await administrator.ReadAsync("/settings/audit?Action=SignedIn"), StringComparison.Ordinal);
        var rows = await app.QueryAsync(db => db.History.CountAsync(h => db.Mailboxes.Any(m => m.Id == h.MailboxId && m.AccountId == id)));
        Assert.Contains($"Lines of history with their titles: {rows}.", await mikael.ReadAsync(ErasePage), StringComparison.Ordinal);

        using var answer = await mikael.SendAsync(ErasePage, null, ("Account", $"{id}"));

        Assert.Equal("/profile#data", answer.Headers.Location!.ToString());
        var profile = await mikael.ReadAsync("/profile");
        Assert.Contains("Your sync data is erased.", profile, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-checked", profile, StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.History.AnyAsync(h => db.Mailboxes.Any(m => m.Id == h.MailboxId && m.AccountId == id))));
        Assert.False(await app.QueryAsync(db => db.Mailboxes.AnyAsync(m => m.AccountId == id && (m.IsEnabled || m.ProvedAt != null))));

        var audit = await administrator.ReadAsync("/settings/audit");
        Assert.Contains("Sync data erased", audit, StringComparison.Ordinal);
        Assert.Contains($"{id:N}", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("Mikael Lind", audit, StringComparison.Ordinal);
        Assert.Contains("Nothing found", await administrator.ReadAsync("/settings/audit?Who=mikael.lind"), StringComparison.Ordinal);
        using var back = await app.SignInAsync(AppFactory.Mikael);
        Assert.Contains("Mikael Lind", await administrator.ReadAsync("/settings/audit?Who=mikael.lind"), StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> FilesAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            files[entry.Name] = await reader.ReadToEndAsync();
        }

        return files;
    }

    private static IReadOnlyList<JsonElement> Rows(Dictionary<string, string> files, string name) =>
        [.. JsonDocument.Parse(files[$"{name}.json"]).RootElement.EnumerateArray()];

    /// <summary>A line of history and a conflict of a proved mailbox, through the real ledger's columns.</summary>
    private async Task RememberAsync(string email, string title)
    {
        var id = await app.AccountIdAsync(email);
        await app.QueryAsync(async db =>
        {
            var mailbox = await db.Mailboxes.SingleOrDefaultAsync(m => m.AccountId == id);
            if (mailbox is null)
            {
                mailbox = new Mailbox { Id = Guid.NewGuid(), AccountId = id, Address = email };
                db.Add(mailbox);
            }

            mailbox.ProvedAt = DateTime.UtcNow;
            var values = $$"""{"Before":{"Title":"before-{{title}}"},"After":null}""";
            db.AddRange(
                new HistoryRow { MailboxId = mailbox.Id, At = DateTime.UtcNow, Kind = SyncActionKind.Update, Target = Side.Severa, Title = title, Values = values },
                new ConflictRow { MailboxId = mailbox.Id, At = DateTime.UtcNow, Title = title, OutlookValue = "a", SeveraValue = "b" },
                new LinkRow { Id = Guid.NewGuid(), MailboxId = mailbox.Id, State = LinkState.Active, EndsAt = DateTime.UtcNow, Base = """{"a":1}""", Epoch = "" },
                new RunRow { RunId = Guid.NewGuid(), MailboxId = mailbox.Id, StartedAt = DateTime.UtcNow, EndedAt = DateTime.UtcNow, Outcome = RunOutcome.Succeeded, Counts = "{}" });
            return await db.SaveChangesAsync();
        });
    }
}
