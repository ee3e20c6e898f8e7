using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>The rights of the acting account: acting as the owner, all of them.</summary>
internal static class Rights
{
    private static readonly string[] Names = ["CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read", "ViewPrivateItems"];

    public static XElement Full(SchemaVersion schema) =>
        new(Ns.T + "EffectiveRights", Names.Where(name => schema.Has("EffectiveRights/" + name)).Select(name => new XElement(Ns.T + name, "true")));
}
