using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>What a session owes to the provider; carried by its cookie, which only this service can write.</summary>
/// <param name="IsOfProvider">It began there.</param>
/// <param name="HasSecondFactor">The provider asked for a second factor: ours is not asked beside it.</param>
/// <param name="Mailbox">The mailbox that the provider verified (R23).</param>
public sealed record SessionOrigin(bool IsOfProvider, bool HasSecondFactor, string? Mailbox)
{
    public static readonly SessionOrigin Own = new(false, false, null);

    private const string Provider = "provider";
    private const string SecondFactor = "provider-second-factor";
    private const string ProvedMailbox = "provider-mailbox";

    public static SessionOrigin Of(ProviderIdentity identity) => new(true, identity.HasSecondFactor, identity.Mailbox);

    public static async Task<SessionOrigin> OfAsync(HttpContext http) =>
        (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties is { } properties ? Read(properties) : Own;

    public static SessionOrigin Read(AuthenticationProperties session) =>
        new(session.Items.ContainsKey(Provider), session.Items.ContainsKey(SecondFactor), session.Items.TryGetValue(ProvedMailbox, out var mailbox) ? mailbox : null);

    public AuthenticationProperties ToProperties()
    {
        var properties = new AuthenticationProperties();
        if (IsOfProvider)
        {
            properties.Items[Provider] = "";
        }

        if (HasSecondFactor)
        {
            properties.Items[SecondFactor] = "";
        }

        if (Mailbox is not null)
        {
            properties.Items[ProvedMailbox] = Mailbox;
        }

        return properties;
    }
}
