using Microsoft.AspNetCore.Identity;

namespace Severa.CalendarSync.Web.Accounts;

internal static class UserProblems
{
    public static UserProblem Of(IdentityResult result) =>
        result.Errors.Any(error => error.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName))
            ? UserProblem.AddressTaken
            : UserProblem.AddressInvalid;
}
