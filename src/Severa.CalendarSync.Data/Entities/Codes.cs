namespace Severa.CalendarSync.Data.Entities;

/// <summary>A code or link that works once, for a short time, a few tries. Only its hash is stored.</summary>
public sealed class OneTimeCode
{
    public Guid Id { get; set; }

    public OneTimeCodePurpose Purpose { get; set; }

    /// <summary>Null for the set-up code.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>SHA-256 of the code, encrypted at rest: a short code cannot be found by trying against a stolen file.</summary>
    public required string Hash { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime ExpiresAt { get; set; }

    public int Tries { get; set; }

    public DateTime? UsedAt { get; set; }

    /// <summary>Proof: under which address the code was put into a calendar; null before, and again when nothing of it is left there.</summary>
    public string? Address { get; set; }

    /// <summary>Proof: the calendar entry that shows the code, to be removed afterwards.</summary>
    public string? EntryId { get; set; }

    /// <summary>Proof: the mailbox's calendar folder when the code was put there.</summary>
    public string? FolderId { get; set; }
}

public enum OneTimeCodePurpose
{
    SetUp,
    Invitation,
    MailboxProof,
}
