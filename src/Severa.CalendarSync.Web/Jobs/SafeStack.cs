using System.Diagnostics;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Where an exception came from, without its message: messages of parsers and databases quote what they choke on.</summary>
internal static class SafeStack
{
    public static string Of(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: false).GetFrames()
            .Select(f => f.GetMethod())
            .Where(m => m?.DeclaringType is not null)
            .Select(m => $"{m!.DeclaringType!.FullName}.{m.Name}")
            .Take(15);
        var inner = exception.InnerException is { } cause ? $" <- {cause.GetType().Name} at {Of(cause)}" : "";
        return string.Join(" < ", frames) + inner;
    }
}
