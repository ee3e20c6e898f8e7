using System.Formats.Asn1;

namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>
/// NTLM messages wrapped for "Negotiate". See https://www.rfc-editor.org/rfc/rfc4178 (4.2).
/// </summary>
internal static class Spnego
{
    private const string Mechanism = "1.3.6.1.4.1.311.2.2.10";
    private static readonly Asn1Tag Initial = new(TagClass.Application, 0, isConstructed: true);
    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag One = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Two = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>How far the acceptor is.</summary>
    public enum State
    {
        Completed = 0,
        Incomplete = 1,
        Reject = 2,
    }

    /// <summary>The NTLM message inside; empty when the client tried another mechanism first, null when it does not know NTLM.</summary>
    public static byte[]? Unwrap(byte[] token)
    {
        try
        {
            var reader = new AsnReader(token, AsnEncodingRules.DER);
            return reader.PeekTag().HasSameClassAndValue(Initial) ? FromInitial(reader.ReadSequence(Initial)) : FromResponse(reader.ReadSequence(One));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    public static byte[] Wrap(State state, byte[]? message)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(One))
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Zero))
            {
                writer.WriteEnumeratedValue(state);
            }

            if (state == State.Incomplete)
            {
                using var mechanism = writer.PushSequence(One);
                writer.WriteObjectIdentifier(Mechanism);
            }

            if (message is not null)
            {
                using var token = writer.PushSequence(Two);
                writer.WriteOctetString(message);
            }
        }

        return writer.Encode();
    }

    private static byte[]? FromInitial(AsnReader initial)
    {
        initial.ReadObjectIdentifier();
        var body = initial.ReadSequence(Zero).ReadSequence();
        var mechanisms = body.ReadSequence(Zero).ReadSequence();
        var names = new List<string>();
        while (mechanisms.HasData)
        {
            names.Add(mechanisms.ReadObjectIdentifier());
        }

        return !names.Contains(Mechanism, StringComparer.Ordinal) ? null : names[0] == Mechanism ? Token(body) : [];
    }

    private static byte[] FromResponse(AsnReader response) => Token(response.ReadSequence());

    private static byte[] Token(AsnReader body)
    {
        while (body.HasData)
        {
            if (body.PeekTag().HasSameClassAndValue(Two))
            {
                return body.ReadSequence(Two).ReadOctetString();
            }

            body.ReadEncodedValue();
        }

        return [];
    }
}
