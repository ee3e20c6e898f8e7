using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>One operation of the protocol. Runs while the mailbox is held; the request is already valid.</summary>
internal interface IEwsOperation
{
    string Name { get; }

    XElement Answer(EwsCall call);
}
