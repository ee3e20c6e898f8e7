using System.Xml;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// Cuts a body that does not end into the envelopes it is made of. Only one envelope is ever held, and it may be so long and
/// no longer. What is cut at the wrong place is no XML and breaks the connection; nothing worse can come of it.
/// </summary>
internal sealed class EnvelopeSplitter(Stream body, int longest = EnvelopeSplitter.Longest)
{
    public const int Longest = 1024 * 1024;

    /// <summary>An end tag is never longer than this, prefix and white space included.</summary>
    private const int LongestTag = 256;

    private byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;
    private int _searched;

    /// <summary>The next envelope, valid until the next call; null where the body has ended.</summary>
    /// <exception cref="XmlException">It ended in the middle of an envelope.</exception>
    /// <exception cref="IOException">An envelope is too long.</exception>
    public async ValueTask<ArraySegment<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            SkipSpace();
            var length = EndOfEnvelope(_buffer.AsSpan(_start, _end - _start), _searched);
            if (length > 0)
            {
                var envelope = new ArraySegment<byte>(_buffer, _start, length);
                (_start, _searched) = (_start + length, 0);
                return envelope;
            }

            _searched = Math.Max(0, _end - _start - LongestTag);
            MakeRoom();
            var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return _start == _end ? null : throw new XmlException("The answer was cut off.");
            }

            _end += read;
        }
    }

    /// <summary>Where the first end tag of an envelope ends, with any prefix; 0 where there is none yet.</summary>
    private static int EndOfEnvelope(ReadOnlySpan<byte> text, int from)
    {
        while (text[from..].IndexOf("Envelope"u8) is >= 0 and var offset)
        {
            var at = from + offset;
            var after = at + "Envelope"u8.Length;
            while (after < text.Length && IsSpace(text[after]))
            {
                after++;
            }

            if (after < text.Length && text[after] == (byte)'>' && IsEndTag(text[..at]))
            {
                return after + 1;
            }

            from = at + 1;
        }

        return 0;
    }

    /// <summary>What stands before the name opens an end tag: directly, or by a prefix and its colon.</summary>
    private static bool IsEndTag(ReadOnlySpan<byte> before)
    {
        if (before.EndsWith("</"u8))
        {
            return true;
        }

        var prefix = before.Length - 1;
        if (prefix < 0 || before[prefix] != (byte)':')
        {
            return false;
        }

        prefix--;
        while (prefix > 0 && (char.IsAsciiLetterOrDigit((char)before[prefix]) || before[prefix] is (byte)'-' or (byte)'_' or (byte)'.'))
        {
            prefix--;
        }

        return prefix > 0 && before[prefix] == (byte)'/' && before[prefix - 1] == (byte)'<';
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>White space between two envelopes: before an XML declaration it would be an error.</summary>
    private void SkipSpace()
    {
        while (_searched == 0 && _start < _end && IsSpace(_buffer[_start]))
        {
            _start++;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == longest)
        {
            throw new IOException($"An envelope is longer than {longest} bytes.");
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(longest, 2 * _buffer.Length));
        }
    }
}
