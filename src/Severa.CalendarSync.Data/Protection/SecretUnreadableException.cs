namespace Severa.CalendarSync.Data.Protection;

/// <summary>A protected column cannot be read: error E30. The connection it belongs to stops.</summary>
public sealed class SecretUnreadableException : Exception
{
    public const int ErrorNumber = 30;

    public SecretUnreadableException()
        : base("E30 A saved secret cannot be read: its key is missing or it is damaged.")
    {
    }

    public SecretUnreadableException(Exception inner)
        : base("E30 A saved secret cannot be read: its key is missing or it is damaged.", inner)
    {
    }
}
