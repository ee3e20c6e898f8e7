using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class OneTimeCodesTests : IAsyncLifetime
{
    private const OneTimeCodePurpose Proof = OneTimeCodePurpose.MailboxProof;
    private TestDatabase _database = null!;
    private Guid _maija;

    private OneTimeCodes Codes => _database.Get<OneTimeCodes>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = (await _database.AccountAsync()).Id;
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task A_code_works_once_however_it_is_typed_and_is_stored_nowhere()
    {
        var issued = await Codes.IssueAsync(Proof, _maija, null, default);
        await Codes.RememberPlaceAsync(issued.Id, "maija@example.com", "folder", default);
        await Codes.RememberEntryAsync(issued.Id, "entry", default);
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}$", issued.Code);
        Assert.DoesNotContain(issued.Code, await _database.RawAsync(), StringComparison.Ordinal);

        var verdict = await Codes.VerifyAsync(Proof, _maija, " " + issued.Code.ToLowerInvariant().Replace('0', 'o').Replace("-", " ", StringComparison.Ordinal), default);

        Assert.Equal(new CodeVerdict(IsAccepted: true, EntryId: "entry", FolderId: "folder"), verdict);
        Assert.False((await Codes.VerifyAsync(Proof, _maija, issued.Code, default)).IsAccepted);
    }

    [DatabaseFact]
    public async Task Five_wrong_tries_end_a_code()
    {
        var issued = await Codes.IssueAsync(Proof, _maija, null, default);
        for (var left = 4; left >= 0; left--)
        {
            Assert.Equal(new CodeVerdict(IsAccepted: false, left), await Codes.VerifyAsync(Proof, _maija, "WRONG", default));
        }

        Assert.False((await Codes.VerifyAsync(Proof, _maija, issued.Code, default)).IsAccepted);
        Assert.Null(await Codes.FindOpenAsync(Proof, _maija, default));
    }

    [DatabaseFact]
    public async Task Tries_at_the_same_moment_are_counted_each()
    {
        var issued = await Codes.IssueAsync(Proof, _maija, null, default);
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Codes.VerifyAsync(Proof, _maija, issued.Code, default))));
        Assert.Single(verdicts, v => v.IsAccepted);
    }

    [DatabaseTheory]
    [InlineData(OneTimeCodePurpose.SetUp, 30)]
    [InlineData(OneTimeCodePurpose.Invitation, 24 * 60)]
    [InlineData(OneTimeCodePurpose.MailboxProof, 15)]
    public async Task A_code_ends_in_time(OneTimeCodePurpose purpose, int minutes)
    {
        Guid? account = purpose == OneTimeCodePurpose.SetUp ? null : _maija;
        var issued = await Codes.IssueAsync(purpose, account, null, default);
        _database.Time.Advance(TimeSpan.FromMinutes(minutes - 1));
        Assert.NotNull(await Codes.FindOpenAsync(purpose, account, default));
        _database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await Codes.VerifyAsync(purpose, account, issued.Code, default)).IsAccepted);
    }

    [DatabaseFact]
    public async Task Three_proof_codes_a_day()
    {
        for (var i = 0; i < 3; i++)
        {
            await Codes.IssueAsync(Proof, _maija, null, default);
        }

        await Assert.ThrowsAsync<TooManyCodesException>(() => Codes.IssueAsync(Proof, _maija, null, default));
        await Codes.IssueAsync(Proof, (await _database.AccountAsync("pekka")).Id, null, default);
        _database.Time.Advance(TimeSpan.FromHours(25));
        await Codes.IssueAsync(Proof, _maija, null, default);
    }

    [DatabaseFact]
    public async Task A_new_code_voids_the_one_before_and_codes_open_only_what_they_were_made_for()
    {
        var pekka = (await _database.AccountAsync("pekka")).Id;
        var old = await Codes.IssueAsync(Proof, _maija, null, default);
        var next = await Codes.IssueAsync(Proof, _maija, null, default);
        Assert.False((await Codes.VerifyAsync(Proof, _maija, old.Code, default)).IsAccepted);
        Assert.False((await Codes.VerifyAsync(Proof, pekka, next.Code, default)).IsAccepted);
        Assert.False((await Codes.VerifyAsync(OneTimeCodePurpose.Invitation, _maija, next.Code, default)).IsAccepted);
        Assert.True((await Codes.VerifyAsync(Proof, _maija, next.Code, default)).IsAccepted);
    }

    [DatabaseFact]
    public async Task The_set_up_code_may_come_from_the_configuration_and_random_ones_have_128_bits()
    {
        await Codes.IssueAsync(OneTimeCodePurpose.SetUp, null, "my-own-code", default);
        Assert.True((await Codes.VerifyAsync(OneTimeCodePurpose.SetUp, null, "my-own-code", default)).IsAccepted);
        var random = await Codes.IssueAsync(OneTimeCodePurpose.SetUp, null, null, default);
        Assert.Equal(26, random.Code.Replace("-", "", StringComparison.Ordinal).Length);
    }
}
