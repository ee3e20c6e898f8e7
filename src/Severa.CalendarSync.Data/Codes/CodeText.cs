using System.Security.Cryptography;
using System.Text;

namespace Severa.CalendarSync.Data.Codes;

/// <summary>Codes that people can read aloud and type: no letters that look alike, groups of four.</summary>
internal static class CodeText
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Random letters of five bits each: 26 make 130 bits.</summary>
    public static string New(int letters) =>
        string.Join('-', RandomNumberGenerator.GetString(Alphabet, letters).Chunk(4).Select(group => new string(group)));

    /// <summary>What was typed, without what does not matter: case, blanks, dashes, O for 0, I and L for 1.</summary>
    public static string Normal(string typed)
    {
        var letters = typed.ToUpperInvariant().Where(char.IsLetterOrDigit).Select(c => c switch
        {
            'O' => '0',
            'I' or 'L' => '1',
            _ => c,
        });
        return string.Concat(letters);
    }

    public static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(Normal(code)));
}
