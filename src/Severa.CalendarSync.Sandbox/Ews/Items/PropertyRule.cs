using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>The smallest base shape that brings a property; some come by path only.</summary>
internal enum PropertyShape
{
    Default,
    All,
    ByPath,
}

/// <summary>How one property is written. Without <see cref="InFind"/> only GetItem gives it.</summary>
internal sealed record PropertyRule(string Path, bool InFind, PropertyShape Shape, Func<ItemView, RenderContext, XElement?> Write);

/// <summary>What rendering needs to know beside the item.</summary>
internal sealed record RenderContext(EwsCall Call, string BodyType, bool IsFind)
{
    public Mailbox Mailbox => Call.Mailbox;

    public SchemaVersion Schema => Call.Schema;
}
