using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Restore;

namespace Severa.CalendarSync.Data.Tests.Restore;

/// <summary>What the journal of the audit tells, and a database that was put back does not know.</summary>
public sealed class LostLinesTests
{
    private static readonly DateTime Backup = new(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Maija = Guid.NewGuid();
    private static readonly Guid Pekka = Guid.NewGuid();

    [Fact]
    public void A_line_that_the_database_has_is_not_lost_however_coarsely_it_keeps_times()
    {
        var (known, lost) = (Line(1, AuditAction.SyncSwitchedOff), Line(2, AuditAction.SyncSwitchedOff));
        var stored = known with { At = new DateTime(known.At.Ticks / 10_000 * 10_000, DateTimeKind.Utc) };
        Assert.Equal([lost], LostLines.Find([lost, known], [stored], Backup));
    }

    [Fact]
    public void Another_persons_line_at_the_same_moment_is_lost() =>
        Assert.Single(LostLines.Find([Line(1, AuditAction.SyncSwitchedOff, Pekka)], [Line(1, AuditAction.SyncSwitchedOff)], Backup));

    [Fact]
    public void What_is_older_than_the_database_remembers_is_not_lost() =>
        Assert.Empty(LostLines.Find([Line(-1, AuditAction.SyncSwitchedOff)], [], Backup));

    [Theory]
    [InlineData("SyncSwitchedOff", true)]
    [InlineData("SyncSwitchedOff SyncSwitchedOn", false)]
    [InlineData("SyncSwitchedOn SyncSwitchedOff", true)]
    [InlineData("SyncSwitchedOn", false)]
    public void Who_switched_off_last_stays_off(string actions, bool isOff) => Assert.Equal(isOff, Decisions(actions)?.IsOff == true);

    [Theory]
    [InlineData("AccountDeactivated", true)]
    [InlineData("AccountDeactivated AccountReactivated", false)]
    public void Who_was_deactivated_last_stays_so(string actions, bool isDeactivated) => Assert.Equal(isDeactivated, Decisions(actions)?.IsDeactivated == true);

    [Fact]
    public void What_was_erased_is_erased_again_whatever_came_later() =>
        Assert.True(Decisions("SyncDataErased MailboxProved SyncSwitchedOn") is { IsErased: true, IsOff: false });

    [Fact]
    public void An_earlier_password_and_an_earlier_address_do_not_come_back()
    {
        Assert.True(Decisions("PasswordChanged") is { HasNewPassword: true, HasNewAddress: false });
        Assert.True(Decisions("PasswordReset") is { HasNewPassword: true });
        Assert.True(Decisions("AddressChanged") is { HasNewAddress: true, HasNewPassword: false });
    }

    [Fact]
    public void Each_persons_own_line_counts_for_him_alone() =>
        Assert.Equal([Pekka], LostDecisions.Of([Line(1, AuditAction.SyncSwitchedOff, Pekka), Line(2, AuditAction.SyncSwitchedOn)]).Select(d => d.AccountId));

    [Fact]
    public void Persons_look_at_what_the_journal_cannot_do_again()
    {
        AuditLine[] lines =
        [
            Line(1, AuditAction.RolesChanged), Line(2, AuditAction.SignedIn), Line(3, AuditAction.SyncSwitchedOff),
            Line(4, AuditAction.ExchangeConnectionSaved), Line(5, AuditAction.SyncPaused), new(Backup.AddMinutes(6), "MadeByALaterVersion", null, Maija),
        ];
        Assert.Equal(["RolesChanged", "ExchangeConnectionSaved", "SyncPaused", "MadeByALaterVersion"], LostDecisions.ForPersons(lines).Select(l => l.Action));
    }

    private static LostDecisions? Decisions(string actions) =>
        LostDecisions.Of(actions.Split(' ').Select((action, i) => Line(i + 1, Enum.Parse<AuditAction>(action)))).SingleOrDefault();

    private static AuditLine Line(int minute, AuditAction action, Guid? subject = null) =>
        new(Backup.AddMinutes(minute).AddTicks(5_321), action.ToString(), subject ?? Maija, subject ?? Maija);
}
