using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>One kind of request: how its body is written and its answer read.</summary>
internal abstract class EwsOperation<TResult>
{
    /// <summary>The name Microsoft gives it; also the root element of the body.</summary>
    public abstract string Name { get; }

    /// <summary>It changes something: it is sent at most once, whatever happens.</summary>
    public virtual bool IsWrite => false;

    /// <summary>It understands the TimeZoneContext header.</summary>
    public virtual bool TakesTimeZone => true;

    /// <summary>How many things it is about; for the log.</summary>
    public virtual int Size => 1;

    public abstract void Write(XmlWriter writer, EwsDialect dialect);

    /// <summary>Reads the response messages, in the order of the request.</summary>
    public abstract TResult Read(IEnumerable<EwsMessage> messages);
}
