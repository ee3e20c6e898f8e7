using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>What a master says about its occurrences.</summary>
internal static class Occurrences
{
    public static XElement? First(Entry master) =>
        Series.Occurrences(master).FirstOrDefault() is { } view ? Info("FirstOccurrence", view) : null;

    public static XElement? Last(Entry master) =>
        !master.Rule!.IsEndless && Series.Occurrences(master).LastOrDefault() is { } view ? Info("LastOccurrence", view) : null;

    public static XElement? Modified(Entry master)
    {
        var views = master.Exceptions.Select(e => Series.At(master, e.OriginalStart)).OfType<ItemView>().Select(v => Info("Occurrence", v)).ToList();
        return views.Count == 0 ? null : new XElement(Ns.T + "ModifiedOccurrences", views);
    }

    public static XElement? Deleted(Entry master) => master.Deleted.Count == 0
        ? null
        : new XElement(Ns.T + "DeletedOccurrences", master.Deleted.Select(slot => new XElement(Ns.T + "DeletedOccurrence", ItemProperties.Time("Start", slot))));

    private static XElement Info(string name, ItemView view) => new(
        Ns.T + name,
        Answers.ItemId(view),
        ItemProperties.Time("Start", view.Start),
        ItemProperties.Time("End", view.End),
        ItemProperties.Time("OriginalStart", view.OriginalStart!.Value));
}
