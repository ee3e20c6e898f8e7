using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class PeopleSearchTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        await _database.AccountAsync("Maija Äijälä");
        await _database.AccountAsync("100%_[x]\\");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseTheory]
    [InlineData("MAIJA", 1)]
    [InlineData(" ijäl ", 1)]
    [InlineData("EXAMPLE.COM", 2)]
    [InlineData("%", 1)]
    [InlineData("_[X]\\", 1)]
    [InlineData("m_ija", 0)]
    public async Task A_part_of_the_name_or_address_is_found_in_any_case(string text, int found)
    {
        await using var db = _database.Open();
        Assert.Equal(found, await db.PeopleLike(text).CountAsync());
    }
}
