using System.Runtime.CompilerServices;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>Data for tests that lies beside the repository.</summary>
internal static class SharedFolders
{
    public static string? Find(string variable, string name, [CallerFilePath] string thisFile = "")
    {
        var set = Environment.GetEnvironmentVariable(variable);
        var folder = string.IsNullOrEmpty(set) ? Path.Combine(Root(thisFile), "..", "shared", name) : set;
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }

    private static string Root(string thisFile)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any())
            {
                return folder.FullName;
            }
        }

        return Path.GetDirectoryName(thisFile)!;
    }
}
