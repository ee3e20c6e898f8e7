namespace Severa.CalendarSync.Data.Mailboxes;

/// <summary>Something about a mailbox was refused; nothing was written. The number is the error people see (17 stands for E17).</summary>
public sealed class SwitchRefusedException(int number) : Exception($"E{number}")
{
    /// <summary>The mailbox belongs to another account.</summary>
    public const int BelongsToAnother = 16;

    /// <summary>The account has not proved yet that the mailbox is his.</summary>
    public const int NotProved = 17;

    /// <summary>The calendar sync add-on is off.</summary>
    public const int AddOnOff = 26;

    /// <summary>The account is not chosen for the roll-out.</summary>
    public const int NotChosen = 32;

    public int Number { get; } = number;
}
