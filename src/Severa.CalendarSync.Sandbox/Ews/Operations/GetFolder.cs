using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>See https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation.</summary>
internal sealed class GetFolder : IEwsOperation
{
    public string Name => "GetFolder";

    public XElement Answer(EwsCall call)
    {
        var shape = call.Body.Element(Ns.M + "FolderShape")!;
        return Answers.Response(Name, call.Body.Element(Ns.M + "FolderIds")!.Elements().Select(reference => Answers.Each(
            Name,
            () => Answers.Success(Name, new XElement(Ns.M + "Folders", Folder(call, reference, shape))),
            Ns.M + "Folders")));
    }

    private static XElement Folder(EwsCall call, XElement reference, XElement shape)
    {
        var folder = FolderPaths.Resolve(call, reference);
        return new FolderWriter(call, shape).Write(folder);
    }
}
