using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>Namespaces, and XML in and out.</summary>
internal static class AutodiscoverText
{
    public const int MostBytes = 64 * 1024;

    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    public static readonly XNamespace Service = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    public static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    public static readonly XNamespace PoxRequest = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    public static readonly XNamespace PoxEnvelope = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    public static readonly XNamespace PoxResponse = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    /// <summary>The request's root; null when it is too long or not XML.</summary>
    public static async Task<XElement?> ReadAsync(HttpContext http)
    {
        var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };
        try
        {
            using var reader = XmlReader.Create(http.Request.Body, settings);
            return await XElement.LoadAsync(reader, LoadOptions.None, http.RequestAborted);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static byte[] Bytes(XElement root)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            root.Save(writer);
        }

        return buffer.ToArray();
    }
}
