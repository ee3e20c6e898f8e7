using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>
/// Whose mailbox the request acts in.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/impersonation-and-ews-in-exchange.
/// </summary>
internal static class Impersonation
{
    public static Mailbox? Resolve(XElement? header, SandboxAccount account, MailboxStore store)
    {
        if (header is null)
        {
            return store.Find(account.UserName);
        }

        if (!account.MayImpersonate)
        {
            throw new EwsFault("ErrorImpersonationDenied", "The account does not have the rights to impersonate.");
        }

        var mailbox = Named(header.Element(Ns.T + "ConnectingSID")!.Elements().First(), store);
        return account.Scope.Count == 0 || account.Scope.Contains(mailbox.Address, StringComparer.OrdinalIgnoreCase)
            ? mailbox
            : throw new EwsFault("ErrorImpersonateUserDenied", "The account does not have permission to impersonate the requested user.");
    }

    private static Mailbox Named(XElement sid, MailboxStore store)
    {
        var address = sid.Value.Trim();
        if (store.Find(address) is { } mailbox)
        {
            return mailbox;
        }

        return (sid.Name.LocalName, store.FindByAlias(address)) switch
        {
            ("SmtpAddress", { } byAlias) => byAlias,
            ("PrimarySmtpAddress", { } byAlias) => throw new EwsFault(
                "ErrorNonPrimarySmtpAddress",
                "The primary SMTP address must be specified when referencing a mailbox.",
                EwsFault.Value("Primary", byAlias.Address)),
            ("SID", _) => throw new EwsFault("ErrorInvalidUserSid", "The SID is not that of a user."),
            ("PrincipalName", _) => throw new EwsFault("ErrorInvalidUserPrincipalName", "The user principal name is not that of a user."),
            _ => throw new EwsFault("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it."),
        };
    }
}
