using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>Saves name, zone and language of the account that is signed in, and shows them at once.</summary>
public sealed class ProfileEditor(UserManager<Account> accounts, SignInManager<Account> signIn, Reader reader)
{
    public async Task SaveAsync(ProfileForm form)
    {
        var account = await accounts.FindByIdAsync(reader.Id.ToString()) ?? throw new InvalidOperationException("The signed-in account is gone.");
        account.DisplayName = PlainText.Line(form.Name);
        account.TimeZoneId = form.TimeZone!;
        account.Language = form.Language!;
        var result = await accounts.UpdateAsync(account);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The profile was not saved: {result.Errors.First().Code}.");
        }

        await signIn.RefreshSignInAsync(account);
    }
}
