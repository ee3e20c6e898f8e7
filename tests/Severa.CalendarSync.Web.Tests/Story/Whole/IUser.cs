namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>What a user does with his profile and his activities, in a browser or over HTTP.</summary>
internal interface IUser
{
    Task AcceptAsync(string link);

    /// <summary>Asks for a code, reads it in Outlook as its owner would, types it.</summary>
    Task ProveMailboxAsync();

    /// <summary>Until the profile says that both calendars are the same.</summary>
    Task SwitchOnAsync();

    /// <summary>Sync now.</summary>
    Task AskForRunAsync();

    Task MakeActivityAsync(string type, ActivityPlan plan);

    Task EditActivityAsync(ActivityPlan from, ActivityPlan to);

    Task DeleteActivityAsync(ActivityPlan plan);
}
