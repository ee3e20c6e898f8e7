namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>What the administrator does, in a browser or over HTTP.</summary>
internal interface IAdministrator
{
    Task SetUpAsync();

    /// <summary>Nothing but what the story asks for shall run.</summary>
    Task RunSeldomAsync();

    /// <returns>The link to hand over.</returns>
    Task<string> InviteAsync(string name, string email);

    Task TestConnectionAsync(string secret);

    /// <summary>The test ended at the sign-in, with this number, its advice and its help.</summary>
    Task ExpectRedAsync(int number);

    Task ExpectGreenAsync();
}
