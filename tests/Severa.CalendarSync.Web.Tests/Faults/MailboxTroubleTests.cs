using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Which error a mailbox is told to have: its own, that of the connection it waits for, or none.</summary>
public sealed class MailboxTroubleTests
{
    private static readonly DateTime Now = new(2026, 11, 26, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, int?, int, int?, int, int?, int?> Cases => new()
    {
        // what is so, its own error, due in minutes, the connection's error, for minutes -> told, tried again in minutes
        { "all is well", null, 5, null, 0, null, null },
        { "its own error, and no other", 11, 30, null, 0, 11, 30 },
        { "well, and its turn comes later", null, 5, 22, 10, null, null },
        { "well, and its turn has come", null, -1, 22, 10, 22, 10 },
        { "met the error itself", 1, 1440, 1, 1440, 1, 1440 },
        { "its own error, and the connection's lasts longer", 22, 2, 1, 1440, 1, 1440 },
        { "its own error lasts longer", 13, 1440, 22, 3, 13, 1440 },
        { "the connection's pause is over", null, -1, 22, 0, null, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Told(string what, int? own, int dueIn, int? connection, int pausedFor, int? told, int? nextIn)
    {
        var mailbox = new Mailbox { Address = "a@x", IsEnabled = true, ErrorNumber = own, ErrorReference = own is null ? null : "R", NextDueAt = Now.AddMinutes(dueIn) };
        var trouble = MailboxTrouble.Of(mailbox, connection is { } number ? new ConnectionTrouble(number, Now.AddMinutes(pausedFor)) : null, Now);
        Assert.True((told, nextIn is { } minutes ? Now.AddMinutes(minutes) : (DateTime?)null) == (trouble?.Number, trouble?.NextTryAt), $"{what}: {trouble}");
        Assert.Equal(told is not null && told == own ? "R" : null, trouble?.Reference);
    }

    [Fact]
    public void Whoever_asked_for_a_run_waits_for_the_connection()
    {
        var mailbox = new Mailbox { Address = "a@x", IsEnabled = true, NextDueAt = Now.AddMinutes(5), RequestedVersion = 2, CompletedVersion = 1 };
        Assert.Equal(1, MailboxTrouble.Of(mailbox, new ConnectionTrouble(1, Now.AddDays(1)), Now)?.Number);
        mailbox.IsEnabled = false;
        Assert.Null(MailboxTrouble.Of(mailbox, new ConnectionTrouble(1, Now.AddDays(1)), Now));
    }
}
