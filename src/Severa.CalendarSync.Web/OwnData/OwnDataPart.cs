namespace Severa.CalendarSync.Web.OwnData;

/// <summary>One file of the download.</summary>
/// <param name="Name">Without its ending; also the key of the sentence that explains it.</param>
/// <param name="Rows">Read while they are written.</param>
public sealed record OwnDataPart(string Name, IAsyncEnumerable<object> Rows);
