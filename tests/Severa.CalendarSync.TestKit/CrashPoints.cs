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
/// Counts every step at which a process can die or be overtaken: it can be killed at one of them, and the world can go on
/// at any of them before the step itself. A dead process does nothing more until it is restarted.
/// </summary>
public sealed class CrashPoints
{
    private readonly Dictionary<int, Action> _meanwhile = [];
    private int _killAt;
    private (string Where, int Later)? _killAfter;

    public int Steps { get; private set; }

    public bool IsDead { get; private set; }

    /// <summary>Where the last kill happened.</summary>
    public string KilledAt { get; private set; } = "";

    /// <summary>The step that is being taken.</summary>
    public string LastStep { get; private set; } = "";

    /// <summary>Kills at the given step from now on, counted from 1; 0 never.</summary>
    public void KillAt(int step)
    {
        Steps = 0;
        _killAt = step;
        _killAfter = null;
        _meanwhile.Clear();
        IsDead = false;
    }

    /// <summary>Kills so many steps after the first one of this name.</summary>
    public void KillAfter(string where, int later)
    {
        KillAt(0);
        _killAfter = (where, later);
    }

    public void Restart() => KillAt(0);

    /// <summary>Something happens just before the given step: people edit, another process works. It has steps of its own.</summary>
    public void Meanwhile(int step, Action happens) =>
        _meanwhile[step] = _meanwhile.TryGetValue(step, out var before) ? before + happens : happens;

    public void Step(string where)
    {
        if (IsDead)
        {
            throw new CrashException("dead: " + where);
        }

        Steps++;
        LastStep = where;
        if (_killAfter is { } after && after.Where == where)
        {
            (_killAt, _killAfter) = (Steps + after.Later, null);
        }

        if (_meanwhile.Remove(Steps, out var happens))
        {
            Preempt(happens);
            LastStep = where;
        }

        if (Steps == _killAt)
        {
            IsDead = true;
            KilledAt = where;
            throw new CrashException(where);
        }
    }

    /// <summary>This process stands still while the others work.</summary>
    private void Preempt(Action happens)
    {
        var (steps, killAt, killAfter, later) = (Steps, _killAt, _killAfter, _meanwhile.ToList());
        KillAt(0);
        try
        {
            happens();
        }
        finally
        {
            KillAt(killAt);
            (Steps, _killAfter) = (steps, killAfter);
            later.ForEach(l => _meanwhile[l.Key] = l.Value);
        }
    }
}
