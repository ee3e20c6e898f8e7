namespace Severa.CalendarSync.TestKit;

/// <summary>Where this checkout is, and how it was built.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Where the tests put the pictures of pages.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    /// <summary>Debug or Release, as this assembly.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Severa.CalendarSync.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from within the checkout.");
    }
}
