using System.Collections;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Tests;

public sealed class SecretFilesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("Server=db;Password=a b ", "Server=db;Password=a b ")]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("", "")]
    public void ValueOfASetting_IsWhatTheFileHolds(string content, string value)
    {
        File.WriteAllText(_file, content);
        Assert.Equal([KeyValuePair.Create("Database:ConnectionString", (string?)value)], Read(("Database__ConnectionString_FILE", _file), ("PATH", "/bin"), ("SSL_CERT_FILE", "/nowhere")));
    }

    [Fact]
    public void FileThatIsNotThere_IsOneSentence()
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read(("Database__ConnectionString_FILE", _file + ".not-there")));
        Assert.StartsWith("Database__ConnectionString_FILE names a file that cannot be read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingGivenTwice_IsRefused() => Assert.Contains(
        "are both set",
        Assert.Throws<StartRefusedException>(() => Read(("Database__ConnectionString_FILE", _file), ("Database__ConnectionString", "x"))).Message,
        StringComparison.Ordinal);

    private static List<KeyValuePair<string, string?>> Read(params (string Name, string Value)[] variables)
    {
        var environment = new Hashtable(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return [.. SecretFiles.Read(environment)];
    }
}
