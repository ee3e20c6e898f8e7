using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>Finds the item a request names: by its id, by its number in a series, or as the series of an occurrence.</summary>
internal static class ItemPaths
{
    private const int LongestId = 512;

    public static ItemView Resolve(EwsCall call, XElement reference) => reference.Name.LocalName switch
    {
        "ItemId" => ById(call, reference.Attribute("Id")!.Value),
        "OccurrenceItemId" => ByNumber(call, reference),
        "RecurringMasterItemId" => MasterOf(call, reference.Attribute("OccurrenceId")!.Value),
        _ => throw new EwsItemError("ErrorInvalidOperation", "This kind of id is not served."),
    };

    /// <summary>Refuses ids that no server ever gave.</summary>
    public static void CheckShape(string id)
    {
        if (id.Length == 0)
        {
            throw new EwsItemError("ErrorInvalidIdEmpty", "Id must be non-empty.");
        }

        if (id.Length < 40 || id.Length > LongestId || !id.StartsWith("AAMk", StringComparison.Ordinal) || !id.All(IsIdCharacter))
        {
            throw new EwsItemError("ErrorInvalidIdMalformed", "Id is malformed.");
        }
    }

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '-' or '_';

    private static ItemView ById(EwsCall call, string id)
    {
        CheckShape(id);
        return call.Mailbox.Resolve(id) ?? throw EwsItemError.NotFound();
    }

    private static ItemView ByNumber(EwsCall call, XElement reference)
    {
        var master = ById(call, reference.Attribute("RecurringMasterId")!.Value);
        if (master.Kind != ItemKind.RecurringMaster)
        {
            throw new EwsItemError("ErrorCalendarCannotUseIdForOccurrenceId", "The id is not that of a recurring master.");
        }

        var number = int.Parse(reference.Attribute("InstanceIndex")!.Value, CultureInfo.InvariantCulture);
        if (number < 1 || Series.Slots(master.Entry).Skip(number - 1).Take(1).ToList() is not [var slot])
        {
            throw new EwsItemError("ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "Occurrence index is out of recurrence range.");
        }

        return Series.At(master.Entry, slot)
            ?? throw new EwsItemError("ErrorCalendarOccurrenceIsDeletedFromRecurrence", "Occurrence with this index was previously deleted from the recurrence.");
    }

    private static ItemView MasterOf(EwsCall call, string occurrenceId)
    {
        var view = ById(call, occurrenceId);
        return view.IsOccurrence
            ? Mailbox.View(view.Entry)
            : throw new EwsItemError("ErrorCalendarCannotUseIdForRecurringMasterId", "The id is not that of an occurrence.");
    }
}
