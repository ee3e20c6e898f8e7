namespace Severa.CalendarSync.TestKit;

/// <summary>The process was killed here. Nothing that was not durable before survives.</summary>
public sealed class CrashException : Exception
{
    public CrashException(string where)
        : base("Killed at " + where)
    {
    }
}

/// <summary>
/// Counts every step at which a process can die, and kills it at one of them. A dead process does nothing more
/// until it is restarted.
/// </summary>
public sealed class CrashPoints
{
    private int _killAt;

    public int Steps { get; private set; }

    public bool IsDead { get; private set; }

    /// <summary>Where the last kill happened.</summary>
    public string KilledAt { get; private set; } = "";

    /// <summary>Kills at the given step from now on, counted from 1; 0 never.</summary>
    public void KillAt(int step)
    {
        Steps = 0;
        _killAt = step;
        IsDead = false;
    }

    public void Restart() => KillAt(0);

    public void Step(string where)
    {
        if (IsDead)
        {
            throw new CrashException("dead: " + where);
        }

        Steps++;
        if (Steps == _killAt)
        {
            IsDead = true;
            KilledAt = where;
            throw new CrashException(where);
        }
    }
}
