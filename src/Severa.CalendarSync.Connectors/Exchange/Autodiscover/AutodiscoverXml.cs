using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>XML of strangers, and for them: no document types, nothing fetched, not too long.</summary>
internal static class AutodiscoverXml
{
    /// <summary>An answer has a few kilobytes; those with many settings some ten.</summary>
    public const int MostBytes = 512 * 1024;

    private const int LongestCode = 60;

    private static readonly XmlReaderSettings Reading = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MostBytes,
    };

    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <exception cref="XmlException">It is not XML, or not XML that is read here.</exception>
    public static async Task<XElement> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(stream, Reading);
        return await XElement.LoadAsync(reader, LoadOptions.None, cancellationToken);
    }

    public static byte[] Write(XElement root)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Writing))
        {
            root.Save(writer);
        }

        return buffer.ToArray();
    }

    /// <summary>A server's code as it may be logged and shown: letters and digits, not too many.</summary>
    public static string Code(string? text) =>
        text?.Trim() is { Length: > 0 and <= LongestCode } code && code.All(char.IsAsciiLetterOrDigit) ? code : "UnknownCode";
}
