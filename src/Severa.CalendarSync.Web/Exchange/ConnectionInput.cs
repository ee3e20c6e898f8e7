using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>P3 as it is typed.</summary>
public sealed class ConnectionInput
{
    [StringLength(4000, ErrorMessage = "Text_TooLong")]
    public string? Domains { get; set; }

    [EnumDataType(typeof(ExchangeVersion), ErrorMessage = "Value_Invalid")]
    public ExchangeVersion Version { get; set; }

    [StringLength(1000, ErrorMessage = "Text_TooLong")]
    public string? Url { get; set; }

    [StringLength(4000, ErrorMessage = "Text_TooLong")]
    public string? AllowedHosts { get; set; }

    [StringLength(64 * 1024, ErrorMessage = "Text_TooLong")]
    public string? TrustedRoot { get; set; }

    [EnumDataType(typeof(SignInMethod), ErrorMessage = "Value_Invalid")]
    public SignInMethod SignIn { get; set; }

    [StringLength(320, ErrorMessage = "Text_TooLong")]
    public string? DelegateUsername { get; set; }

    [StringLength(256, ErrorMessage = "Text_TooLong")]
    public string? DelegatePassword { get; set; }

    [StringLength(253, ErrorMessage = "Text_TooLong")]
    public string? Tenant { get; set; }

    [StringLength(100, ErrorMessage = "Text_TooLong")]
    public string? ApplicationId { get; set; }

    [StringLength(256, ErrorMessage = "Text_TooLong")]
    public string? ClientSecret { get; set; }

    [StringLength(320, ErrorMessage = "Text_TooLong")]
    public string? TestAddress { get; set; }

    [StringLength(320, ErrorMessage = "Text_TooLong")]
    public string? OutOfReachAddress { get; set; }

    public long Revision { get; set; }

    [BindNever]
    public bool WantsNewCertificate { get; set; }

    /// <summary>The form as it opens. The secret is never sent back.</summary>
    public static ConnectionInput Of(SavedConnection? saved) => new()
    {
        Domains = saved?.Terms.Domains,
        Version = saved?.Terms.Version ?? ExchangeVersion.Exchange2019,
        Url = saved?.Terms.Url,
        AllowedHosts = saved?.Terms.AllowedHosts,
        TrustedRoot = saved?.Terms.TrustedRoot,
        SignIn = saved?.Terms.SignIn ?? SignInMethod.Basic,
        DelegateUsername = saved?.Terms.DelegateUsername,
        Tenant = saved?.Terms.Tenant,
        ApplicationId = saved?.Terms.ApplicationId,
        OutOfReachAddress = saved?.Terms.OutOfReachAddress,
        Revision = saved?.Revision ?? 0,
    };

    internal ConnectionChange ToChange(Guid? id) => new(id, Terms, NewSecret, Revision, WantsNewCertificate);

    private ConnectionTerms Terms => new()
    {
        Domains = HostLines.Lines(MailDomains.Of(Domains)),
        Version = Version,
        Url = Url!,
        AllowedHosts = HostLines.Lines(HostLines.Of(AllowedHosts)),
        TrustedRoot = TrustedRoot?.ReplaceLineEndings("\n").Trim() ?? "",
        SignIn = SignIn,
        DelegateUsername = DelegateUsername?.Trim() ?? "",
        Tenant = Tenant?.Trim() ?? "",
        ApplicationId = ApplicationId?.Trim() ?? "",
        OutOfReachAddress = OutOfReachAddress?.Trim().ToLowerInvariant() ?? "",
    };

    private string? NewSecret => SignIn switch
    {
        SignInMethod.Basic or SignInMethod.Windows => NullIfEmpty(DelegatePassword),
        SignInMethod.ClientSecret => NullIfEmpty(ClientSecret),
        SignInMethod.Certificate => null,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
