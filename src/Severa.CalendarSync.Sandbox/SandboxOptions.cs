using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Sandbox.Autodiscover;
using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;
using Severa.CalendarSync.Sandbox.Throttling;

namespace Severa.CalendarSync.Sandbox;

/// <summary>Settings of the simulated Exchange, section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>File of the mailboxes, relative to the content root. Empty: kept in memory only.</summary>
    public string File { get; set; } = "data/sandbox.json";

    /// <summary>Every acknowledged write survives a killed process. Without it the file is written at shutdown.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>Fill new mailboxes with a believable quarter of entries.</summary>
    public bool Seed { get; set; } = true;

    /// <summary>Another number gives other calendars; the same number the same ones.</summary>
    public int SeedNumber { get; set; } = 2026;

    /// <summary>
    /// What the server is: Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1,
    /// Exchange2016, Exchange2019, ExchangeSE or Office365.
    /// </summary>
    public string ServerVersion { get; set; } = "Exchange2016";

    /// <summary>Most items one FindItem gives (EWSFindCountLimit).</summary>
    [Range(1, 100_000)]
    public int FindCountLimit { get; set; } = 1000;

    /// <summary>
    /// Ways to sign in that are offered: Basic, NTLM, Negotiate (which is NTLM here, too), Bearer (tokens of <see cref="Applications"/>).
    /// None named: Basic, or Bearer for Office365, which takes nothing else.
    /// </summary>
    public IList<string> SignIn { get; } = [];

    /// <summary>How subscribers are notified.</summary>
    public SandboxNotificationOptions Notifications { get; } = new();

    /// <summary>What one account may ask for at once.</summary>
    public SandboxThrottlingOptions Throttling { get; } = new();

    /// <summary>What Autodiscover says.</summary>
    public SandboxAutodiscoverOptions Autodiscover { get; } = new();

    /// <summary>The account the product signs in with.</summary>
    public SandboxAccount Delegate { get; set; } = new();

    /// <summary>More accounts, for trying what lacks rights.</summary>
    public IList<SandboxAccount> Accounts { get; } = [];

    /// <summary>Applications that get tokens; none named means one of the tenant contoso.test.</summary>
    public IList<SandboxApplication> Applications { get; } = [];

    /// <summary>How long a token works: from 2 seconds to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "1.00:00:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Mailboxes of the server; none named means the three of Contoso.</summary>
    public IList<SandboxMailboxOptions> Mailboxes { get; } = [];

    /// <summary>Folder for every request and answer as files. Empty: off.</summary>
    public string Transcript { get; set; } = "";

    internal IReadOnlyList<SandboxMailboxOptions> EffectiveMailboxes => Mailboxes.Count > 0 ? [.. Mailboxes] : SandboxMailboxOptions.Contoso;

    internal IReadOnlyList<SandboxApplication> EffectiveApplications => Applications.Count > 0 ? [.. Applications] : [new SandboxApplication()];

    internal ExchangeProduct? Product => ExchangeProduct.Find(ServerVersion);

    internal IEnumerable<SandboxAccount> AllAccounts => Accounts.Prepend(Delegate);

    internal int SeedFor(string address) =>
        SeedNumber ^ BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())));
}

/// <summary>An account that may sign in to the simulated Exchange.</summary>
public sealed class SandboxAccount
{
    /// <summary>Sign-in name; <c>DOMAIN\name</c> with the part before the @ works too.</summary>
    public string UserName { get; set; } = "calendarsync@contoso.test";

    public string Password { get; set; } = "Delegate-Passw0rd!";

    /// <summary>Has the role ApplicationImpersonation.</summary>
    public bool MayImpersonate { get; set; } = true;

    /// <summary>Addresses the role covers; none named means all.</summary>
    public IList<string> Scope { get; } = [];
}

/// <summary>A mailbox of the simulated Exchange.</summary>
public sealed class SandboxMailboxOptions
{
    internal static readonly IReadOnlyList<SandboxMailboxOptions> Contoso =
    [
        new() { Address = "aino.virtanen@contoso.test", DisplayName = "Aino Virtanen" },
        new() { Address = "mikael.lind@contoso.test", DisplayName = "Mikael Lind", Aliases = { "mikael@contoso.test" } },
        new() { Address = "sari.korhonen@contoso.test", DisplayName = "Sari Korhonen" },
    ];

    [Required]
    public string Address { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public IList<string> Aliases { get; } = [];

    /// <summary>Time zone of the user, a Windows id.</summary>
    public string Zone { get; set; } = "FLE Standard Time";

    /// <summary>A room: it is in the organisation's only room list.</summary>
    public bool IsRoom { get; set; }

    /// <summary>The older server the mailbox still lives on, one of the names of <see cref="SandboxOptions.ServerVersion"/>. Empty: none.</summary>
    public string ServerVersion { get; set; } = "";

    internal MailboxIdentity ToIdentity(DateTimeOffset now)
    {
        var name = DisplayName.Length == 0 ? Address : DisplayName;
        var guid = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("mailbox " + Address.ToLowerInvariant())).AsSpan(0, 16));
        return new MailboxIdentity(Address, name, [.. Aliases], Zone, guid, now) { IsRoom = IsRoom };
    }
}
