using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// Reads the Updates of an ItemChange: one property each, named twice.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/updates-item.
/// </summary>
internal static class ItemUpdates
{
    private static readonly Dictionary<string, Func<EntryContent, EntryContent>> Deletable = new(StringComparer.Ordinal)
    {
        ["item:Subject"] = x => x with { Subject = null },
        ["item:Body"] = x => x with { Body = null },
        ["item:Categories"] = x => x with { Categories = [] },
        ["calendar:Location"] = x => x with { Location = null },
        ["calendar:EnhancedLocation"] = x => x with { Location = null },
        ["calendar:RequiredAttendees"] = x => x with { Required = [] },
        ["calendar:OptionalAttendees"] = x => x with { Optional = [] },
        ["calendar:Resources"] = x => x with { Resources = [] },

        // Properties no entry here ever has: there is nothing to take away.
        ["item:InReplyTo"] = x => x,
        ["calendar:When"] = x => x,
        ["calendar:MeetingWorkspaceUrl"] = x => x,
        ["calendar:NetShowUrl"] = x => x,
    };

    public static EntryEdits Read(XElement updates, EwsCall call)
    {
        var context = new ItemFieldContext(call);
        var changes = updates.Elements().ToList();
        context.ReadAll(changes.Where(c => c.Name.LocalName == "SetItemField").Select(Property));
        foreach (var change in changes.Where(c => c.Name.LocalName == "DeleteItemField"))
        {
            Delete(context, change.Elements().First());
        }

        foreach (var change in changes.Where(c => c.Name.LocalName == "AppendToItemField"))
        {
            Append(context, Property(change));
        }

        return context.Edits;
    }

    private static XElement Property(XElement change)
    {
        var path = change.Elements().First();
        if (change.Elements().Last() is not { } item || item.Name != Ns.T + "CalendarItem")
        {
            throw new EwsItemError("ErrorUpdatePropertyMismatch", "The item of the update is not of the type of the stored item.");
        }

        if (item.Elements().ToList() is not [var property])
        {
            throw new EwsItemError("ErrorIncorrectUpdatePropertyCount", "An object within a change description must contain one and only one property to modify.");
        }

        return Matches(path, property)
            ? property
            : throw new EwsItemError("ErrorUpdatePropertyMismatch", "The property path does not match the property given.");
    }

    private static bool Matches(XElement path, XElement property)
    {
        if (path.Name.LocalName == "ExtendedFieldURI")
        {
            return property.Name.LocalName == "ExtendedProperty"
                && ExtendedPaths.Parse(path).Key == ExtendedPaths.Parse(property.Element(Ns.T + "ExtendedFieldURI")!).Key;
        }

        return path.Attribute("FieldURI")!.Value.Split(':')[1] == property.Name.LocalName;
    }

    private static void Delete(ItemFieldContext context, XElement path)
    {
        if (path.Name.LocalName == "ExtendedFieldURI")
        {
            var key = ExtendedPaths.Parse(path).Key;
            context.Set(key, x => x with { Extended = x.Extended.Where(e => e.Key != key).ToList() });
            return;
        }

        var field = path.Attribute("FieldURI")!.Value;
        if (field == "calendar:Recurrence")
        {
            context.Edits.RemoveRule = true;
            return;
        }

        context.Set(field, Deletable.GetValueOrDefault(field) ?? throw new EwsItemError("ErrorInvalidPropertyDelete", "Delete action is invalid for property."));
    }

    private static void Append(ItemFieldContext context, XElement property)
    {
        if (property.Name.LocalName != "Body")
        {
            throw new EwsItemError("ErrorInvalidPropertyAppend", "Append action is invalid for property.");
        }

        context.Set("item:Body", x => x with { Body = new NoteBody(x.Body?.IsHtml ?? false, (x.Body?.Value ?? "") + property.Value) });
    }
}
