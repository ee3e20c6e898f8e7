using System.Collections;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>
/// Settings whose values lie in files, as container hosts hand out secrets: <c>Database__ConnectionString_FILE=/run/secrets/database</c>
/// sets <c>Database:ConnectionString</c> to what is in that file, without the line end behind it.
/// </summary>
internal static class SecretFiles
{
    private const string Suffix = "_FILE";
    private const string Divider = "__";

    /// <exception cref="StartRefusedException">A file cannot be read, or the same setting has a value of its own.</exception>
    public static IConfigurationBuilder AddSecretFiles(this IConfigurationBuilder configuration) =>
        configuration.AddInMemoryCollection(Read(Environment.GetEnvironmentVariables()));

    /// <param name="variables">Variables of the environment. Those of a section only: others may have names like these too.</param>
    internal static IEnumerable<KeyValuePair<string, string?>> Read(IDictionary variables) =>
        from DictionaryEntry variable in variables
        let name = (string)variable.Key
        where name.EndsWith(Suffix, StringComparison.Ordinal) && name.Contains(Divider, StringComparison.Ordinal)
        let setting = name[..^Suffix.Length]
        select KeyValuePair.Create(
            setting.Replace(Divider, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
            variables.Contains(setting)
                ? throw new StartRefusedException($"{setting} and {name} are both set: keep one of them.")
                : Text(name, (string?)variable.Value));

    private static string? Text(string name, string? path)
    {
        try
        {
            return File.ReadAllText(path ?? "").TrimEnd('\r', '\n');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartRefusedException($"{name} names a file that cannot be read: check the path and the rights of the file.");
        }
    }
}
