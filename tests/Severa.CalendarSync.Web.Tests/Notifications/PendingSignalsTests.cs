using Severa.CalendarSync.Web.Notifications;

namespace Severa.CalendarSync.Web.Tests.Notifications;

public sealed class PendingSignalsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Aino = Guid.NewGuid();
    private static readonly Guid Sari = Guid.NewGuid();

    private readonly PendingSignals _pending = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void Several_signs_of_one_change_are_one()
    {
        Assert.True(_pending.Note(Aino, true, At(0)));
        Assert.False(_pending.Note(Aino, true, At(0.5)));

        Assert.Empty(_pending.Take(At(1.2)));
        Assert.Equal([(Aino, true)], _pending.Take(At(1.5)));
        Assert.Empty(_pending.Take(At(9)));
        Assert.Null(_pending.Next);
    }

    [Fact]
    public void Endless_noise_is_looked_at_after_five_moments()
    {
        for (var i = 0; i <= 12; i++)
        {
            _pending.Note(Aino, true, At(i * 0.4));
        }

        Assert.Equal(At(5), _pending.Next);
        Assert.Equal([(Aino, true)], _pending.Take(At(5)));
    }

    [Fact]
    public void Mailboxes_do_not_wait_for_each_other()
    {
        _pending.Note(Aino, true, At(0));
        _pending.Note(Sari, false, At(0.8));

        Assert.Equal([(Aino, true)], _pending.Take(At(1)));
        Assert.Equal([(Sari, false)], _pending.Take(At(1.8)));
    }

    [Fact]
    public void One_certain_sign_makes_it_certain()
    {
        _pending.Note(Aino, false, At(0));
        _pending.Note(Aino, true, At(0.1));
        _pending.Note(Aino, false, At(0.2));

        Assert.Equal([(Aino, true)], _pending.Take(At(2)));
    }

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);
}
