using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Configurations;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>The indexed form of a key: itself, or its hash where it is longer than an index of SQL Server takes.</summary>
internal static class EntryTokens
{
    public static string Of(ItemKey key) => key.Token.Length <= LinkRowConfiguration.MaxToken
        ? key.Token
        : "h:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.Token)));
}
