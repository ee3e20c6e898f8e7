using System.Text;
using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Puts a request into its envelope, headers in the order the Managed API uses.</summary>
internal static class SoapWriter
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public static ReadOnlyMemory<byte> Write<TResult>(EwsOperation<TResult> operation, EwsCaller caller, EwsDialect dialect)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Settings))
        {
            writer.WriteStartElement("s", "Envelope", Ns.Soap);
            writer.WriteAttributeString("xmlns", "t", null, Ns.Types);
            writer.WriteAttributeString("xmlns", "m", null, Ns.Messages);
            WriteHeader(writer, caller, dialect, operation.TakesTimeZone);
            writer.WriteStartElement("s", "Body", Ns.Soap);
            writer.OpenMessage(operation.Name);
            operation.Write(writer, dialect);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return buffer.ToArray();
    }

    /// <summary>The size in bytes of what <paramref name="write"/> writes; for keeping requests short.</summary>
    public static int SizeOf(Action<XmlWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Settings))
        {
            writer.WriteStartElement("t", "x", Ns.Types);
            write(writer);
            writer.WriteEndElement();
        }

        return (int)buffer.Length;
    }

    private static void WriteHeader(XmlWriter writer, EwsCaller caller, EwsDialect dialect, bool takesTimeZone)
    {
        writer.WriteStartElement("s", "Header", Ns.Soap);
        writer.Open("RequestServerVersion");
        writer.WriteAttributeString("Version", dialect.Schema);
        writer.WriteEndElement();
        if (takesTimeZone && caller.WindowsZone is not null)
        {
            writer.Open("TimeZoneContext");
            writer.Open("TimeZoneDefinition");
            writer.WriteAttributeString("Id", caller.WindowsZone);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        if (caller.Impersonate is not null)
        {
            writer.Open("ExchangeImpersonation");
            writer.Open("ConnectingSID");
            writer.Text(caller.ByAnyAddress && dialect.HasAnyAddress ? "SmtpAddress" : "PrimarySmtpAddress", caller.Impersonate);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
