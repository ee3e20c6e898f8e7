using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Severa.CalendarSync.Web.Tests.SecondFactor;

/// <summary>Somebody's authenticator app, made after RFC 6238.</summary>
internal sealed class AuthenticatorApp(string key)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The code of now, or of the step of 30 seconds so many later.</summary>
    public string Code(int later = 0) => CodeAt((DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + later);

    /// <summary>Six digits that are good at no time near now.</summary>
    public string WrongCode()
    {
        var good = Enumerable.Range(-4, 9).Select(Code).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(100_000, 20).Select(n => $"{n}").First(code => !good.Contains(code));
    }

    internal string CodeAt(long step, int digits = 6)
    {
        var moment = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, step);
#pragma warning disable CA5350 // RFC 6238: apps know SHA-1 only
        var hash = HMACSHA1.HashData(Bytes(), moment);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF, 4)) & int.MaxValue;
        return $"{number % (int)Math.Pow(10, digits)}".PadLeft(digits, '0');
    }

    private byte[] Bytes()
    {
        var bits = string.Concat(key.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
