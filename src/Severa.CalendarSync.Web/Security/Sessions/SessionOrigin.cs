using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.Provider;

namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>How somebody signed in, and what the session owes to the provider; carried by its cookie, which only this service can write.</summary>
/// <param name="Way">What came first.</param>
/// <param name="Step">What was asked beside it. A second factor of the provider is as good as ours, which is not asked then.</param>
/// <param name="Mailbox">The mailbox that the provider verified (R23).</param>
public sealed record SessionOrigin(SignInWay Way, SecondStep Step = SecondStep.None, string? Mailbox = null)
{
    private const string ProvedMailbox = "provider-mailbox";

    public bool IsOfProvider => Way == SignInWay.Provider;

    public bool HasSecondFactor => Step == SecondStep.OfProvider;

    public static SessionOrigin Of(ProviderIdentity identity) =>
        new(SignInWay.Provider, identity.HasSecondFactor ? SecondStep.OfProvider : SecondStep.None, identity.Mailbox);

    public static async Task<SessionOrigin> OfAsync(HttpContext http) =>
        Read((await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties ?? new AuthenticationProperties());

    public static SessionOrigin Read(AuthenticationProperties session) =>
        new(Named<SignInWay>(session), Named<SecondStep>(session), session.Items.TryGetValue(ProvedMailbox, out var mailbox) ? mailbox : null);

    public AuthenticationProperties ToProperties()
    {
        var properties = new AuthenticationProperties();
        properties.Items[nameof(SignInWay)] = Way.ToString();
        properties.Items[nameof(SecondStep)] = Step.ToString();
        if (Mailbox is not null)
        {
            properties.Items[ProvedMailbox] = Mailbox;
        }

        return properties;
    }

    private static T Named<T>(AuthenticationProperties session) where T : struct, Enum =>
        session.Items.TryGetValue(typeof(T).Name, out var name) && Enum.TryParse<T>(name, out var value) ? value : default;
}
