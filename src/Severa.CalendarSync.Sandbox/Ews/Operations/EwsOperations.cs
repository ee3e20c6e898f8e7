namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>What this server can do.</summary>
internal static class EwsOperations
{
    private static readonly Dictionary<string, IEwsOperation> All = new IEwsOperation[]
    {
        new GetFolder(), new FindItem(), new SyncFolderItems(), new GetItem(), new CreateItem(), new UpdateItem(), new DeleteItem(),
        new ResolveNames(), new ConvertId(), new GetServerTimeZones(),
        new FindFolder(), new MoveItem(), new GetRoomLists(), new GetRooms(),
        new Subscribe(), new Unsubscribe(), new GetEvents(), new GetStreamingEvents(),
    }.ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    public static bool Serves(string name) => All.ContainsKey(name);

    public static IEwsOperation Find(string name) => All[name];
}
