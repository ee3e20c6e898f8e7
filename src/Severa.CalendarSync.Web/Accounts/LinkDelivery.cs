using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Mail;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>How a link got to its owner.</summary>
/// <param name="Shown">The whole address, where the administrator has to hand it over himself; null: it was mailed.</param>
/// <param name="WhyNotMailed">Where a mail was tried.</param>
public sealed record DeliveredLink(string? Shown, MailProblem? WhyNotMailed = null);

/// <summary>A link goes to its owner by mail; where there is no mail server, or it does not take the mail, the administrator sees it once.</summary>
public sealed partial class LinkDelivery(
    UserManager<Account> accounts, IMailSender mail, IStringLocalizer<AccountMailTexts> texts, IConfiguration configuration, ILogger<LinkDelivery> log)
{
    /// <param name="result">What was asked for, with its link.</param>
    /// <param name="kind">Why there is a link.</param>
    /// <param name="origin">Where this request came to, for links that are shown where the operator has not named the address of the service.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<DeliveredLink> DeliverAsync(InvitationResult result, LinkKind kind, string origin, CancellationToken cancellationToken)
    {
        var known = AccountAddress.Origin(configuration);
        var address = AccountAddress.Of(known ?? origin, result.Link!);
        if (!mail.IsConfigured || known is null)
        {
            return new DeliveredLink(address);
        }

        var account = (await accounts.FindByIdAsync(result.AccountId.ToString()))!;
        try
        {
            await mail.SendAsync(Text(account, kind, address), cancellationToken);
            return new DeliveredLink(null);
        }
        catch (MailException problem)
        {
            LogNotSent(log, account.Id, problem.Problem, problem.Code);
            return new DeliveredLink(address, problem.Problem);
        }
    }

    /// <summary>In the language of whoever gets it.</summary>
    private MailText Text(Account account, LinkKind kind, string address)
    {
        var mine = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(account.Language);
        try
        {
            return new MailText(account.Email!, texts[$"{kind}_Subject"], texts[$"{kind}_Body", account.DisplayName, address]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = mine;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The link for account {AccountId} was not mailed: {Problem} ({Code}). It was shown instead")]
    private static partial void LogNotSent(ILogger log, Guid accountId, MailProblem problem, int? code);
}

/// <summary>Why somebody gets a link: keys ..._Subject and ..._Body of AccountMailTexts.</summary>
public enum LinkKind
{
    Invitation,
    NewPassword,
}
