namespace Severa.CalendarSync.Web.Help;

/// <summary>One page of the help, ready to be shown.</summary>
/// <param name="Name">Its name in the address.</param>
/// <param name="Language">The language it is written in.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Html">Everything below that heading.</param>
public sealed record HelpTopic(string Name, string Language, string Title, string Html);
