using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Data.Sessions;

/// <summary>What a cookie names its session by: 256 random bits. The table holds their hash, and the secret is stored nowhere.</summary>
internal static class SessionSecret
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
