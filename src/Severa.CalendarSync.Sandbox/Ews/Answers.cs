using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>Response messages: one per item or folder asked for, in the order of the request.</summary>
internal static class Answers
{
    /// <summary>Operations whose answer is one message, not a list of them.</summary>
    private static readonly string[] Alone = ["GetRoomLists", "GetRooms"];

    public static XElement Response(string operation, IEnumerable<XElement> messages)
    {
        var name = Ns.M + (operation + "Response");
        if (!Alone.Contains(operation, StringComparer.Ordinal))
        {
            return new XElement(name, new XElement(Ns.M + "ResponseMessages", messages));
        }

        var only = messages.First();
        return new XElement(name, only.Attributes(), only.Nodes());
    }

    public static XElement Success(string operation, params object?[] content) => new(
        Ns.M + (operation + "ResponseMessage"),
        new XAttribute("ResponseClass", "Success"),
        new XElement(Ns.M + "ResponseCode", "NoError"),
        content);

    public static XElement Error(string operation, string code, string text, params object?[] content) =>
        Message(operation, "Error", code, text, content);

    public static XElement Message(string operation, string responseClass, string code, string text, params object?[] content) => new(
        Ns.M + (operation + "ResponseMessage"),
        new XAttribute("ResponseClass", responseClass),
        new XElement(Ns.M + "MessageText", text),
        new XElement(Ns.M + "ResponseCode", code),
        new XElement(Ns.M + "DescriptiveLinkKey", 0),
        content);

    /// <summary>Runs one part of a request; a refusal becomes its error message and the other parts go on.</summary>
    public static XElement Each(string operation, Func<XElement> part, params XName[] emptyOnError)
    {
        try
        {
            return part();
        }
        catch (EwsItemError error)
        {
            return Error(operation, error.Code, error.Message, emptyOnError.Select(name => new XElement(name)));
        }
        catch (MailboxRuleException error)
        {
            return Error(operation, error.Code, error.Message, emptyOnError.Select(name => new XElement(name)));
        }
    }

    public static XElement ItemId(ItemView view) => ItemId(view.Id, view.ChangeKey);

    public static XElement ItemId(string id, string changeKey, string name = "ItemId") =>
        new(Ns.T + name, new XAttribute("Id", id), new XAttribute("ChangeKey", changeKey));
}
