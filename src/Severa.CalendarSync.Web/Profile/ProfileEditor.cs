using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>Saves name, zone, language and default type of the account that is signed in, and shows them at once.</summary>
public sealed class ProfileEditor(UserManager<Account> accounts, SignInManager<Account> signIn, OwnSwitch sync, Reader reader)
{
    public async Task SaveAsync(ProfileForm form, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByIdAsync(reader.Id.ToString()) ?? throw new InvalidOperationException("The signed-in account is gone.");
        account.DisplayName = PlainText.Line(form.Name);
        var hasOtherRules = account.TimeZoneId != form.TimeZone || account.DefaultTypeId != form.DefaultType;
        account.TimeZoneId = form.TimeZone!;
        account.Language = form.Language!;
        account.DefaultTypeId = form.DefaultType;
        var result = await accounts.UpdateAsync(account);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The profile was not saved: {result.Errors.First().Code}.");
        }

        await signIn.RefreshSignInAsync(account);
        if (hasOtherRules)
        {
            await sync.RunAsync(reader.Id, cancellationToken);
        }
    }
}
