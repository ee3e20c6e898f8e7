using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Web.Tests.Activities;

/// <summary>Texts of calendars are other people's: they are shown, never run.</summary>
public sealed class EncodedTextTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Script = "</strong><script>alert('a')</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task ScriptInTitlePlaceAndNotes_IsShownAsText()
    {
        var aino = await app.AccountIdAsync(AppFactory.Aino);
        var id = await app.QueryAsync(db => db.Activities.Where(a => a.OwnerId == aino && a.DeletedAt == null).OrderBy(a => a.StartsAt).Select(a => a.Id).FirstAsync());
        await app.QueryAsync(db => db.Activities.Where(a => a.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.Title, Script).SetProperty(a => a.Place, Script).SetProperty(a => a.Notes, Script)));
        var day = await app.QueryAsync(db => db.Activities.Where(a => a.Id == id).Select(a => a.StartsAt).SingleAsync());
        using var visitor = await app.SignInAsync(AppFactory.Aino);
        foreach (var path in new[] { $"/activities?week={day:yyyy-MM-dd}", $"/activities/edit/{id}" })
        {
            var page = await visitor.ReadAsync(path);
            Assert.Contains("&lt;script&gt;alert(", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert(", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        }
    }
}
