using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Data.Entities;
using ConnectorVersion = Severa.CalendarSync.Connectors.Exchange.ExchangeVersion;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>The ways to sign in, and which fits which product.</summary>
public static class SignInMethods
{
    /// <summary>It takes a user name and his password, not an application of Entra.</summary>
    public static bool HasPassword(this SignInMethod method) => method is SignInMethod.Basic or SignInMethod.Windows;

    /// <summary>Microsoft no longer accepts a delegate's password in Office 365.</summary>
    public static bool Fits(this SignInMethod method, ExchangeVersion version) => version != ExchangeVersion.Office365 || !method.HasPassword();

    /// <summary>The connector's name of a product.</summary>
    internal static ConnectorVersion ToConnector(this ExchangeVersion version) => version switch
    {
        ExchangeVersion.Exchange2007 => ConnectorVersion.Exchange2007,
        ExchangeVersion.Exchange2010 => ConnectorVersion.Exchange2010,
        ExchangeVersion.Exchange2013 => ConnectorVersion.Exchange2013,
        ExchangeVersion.Exchange2016 => ConnectorVersion.Exchange2016,
        ExchangeVersion.Exchange2019 => ConnectorVersion.Exchange2019,
        ExchangeVersion.Office365 => ConnectorVersion.Office365,
    };

    /// <summary>What is proved to Exchange; only for a connection whose secret may be sent.</summary>
    internal static ExchangeSignIn SignInOf(ExchangeConnection connection) => connection.SignIn switch
    {
        SignInMethod.Basic => new ExchangeSignIn.Basic(connection.DelegateUsername, connection.Secret!),
        SignInMethod.Windows => new ExchangeSignIn.Windows(connection.DelegateUsername, connection.Secret!),
        SignInMethod.ClientSecret or SignInMethod.Certificate => new ExchangeSignIn.Application(
            connection.Tenant ?? "", connection.ApplicationId ?? "", connection.Secret!, IsCertificate: connection.SignIn == SignInMethod.Certificate),
    };
}
