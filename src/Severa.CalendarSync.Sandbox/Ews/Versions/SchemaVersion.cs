namespace Severa.CalendarSync.Sandbox.Ews.Versions;

/// <summary>
/// The names a request may carry in RequestServerVersion, oldest first. Service packs that changed no schema have no name.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion.
/// </summary>
internal enum SchemaVersion
{
    Exchange2007,
    Exchange2007_SP1,
    Exchange2010,
    Exchange2010_SP1,
    Exchange2010_SP2,
    Exchange2013,
    Exchange2013_SP1,
    Exchange2016,
}
