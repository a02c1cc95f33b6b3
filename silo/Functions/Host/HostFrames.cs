using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Conversations.Silo.Functions.Host;

/// <summary>What the silo sends to a function host; functions-host/frames.mjs reads it.</summary>
internal enum ToHost : byte
{
    Code = 1,
    Run = 2,
    Answer = 3,
    Cancel = 4,
    Ping = 5,
    Forget = 6,
}

/// <summary>What a function host sends.</summary>
internal enum FromHost : byte
{
    Ready = 1,
    Done = 2,
    Ask = 3,
    Waits = 4,
    Pong = 5,
}

/// <summary>Frames: a length (4 bytes, little-endian, of what follows), a type (1 byte), fields, and at the end a text.</summary>
internal static class HostFrames
{
    private const int Prefix = 5;

    /// <summary>Writes a frame whose fields are numbers of 4 bytes.</summary>
    public static void Write(ArrayBufferWriter<byte> to, ToHost type, ReadOnlySpan<uint> fields, ReadOnlySpan<byte> text = default)
    {
        var length = Prefix + (fields.Length * sizeof(uint)) + text.Length;
        var span = Begin(to, type, length);
        foreach (var field in fields)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span, field);
            span = span[sizeof(uint)..];
        }
        text.CopyTo(span);
        to.Advance(length);
    }

    /// <summary>The answer to a question, or why there is none.</summary>
    public static void WriteAnswer(ArrayBufferWriter<byte> to, uint run, uint question, bool answered, string text)
    {
        var length = Prefix + (2 * sizeof(uint)) + 1 + Encoding.UTF8.GetByteCount(text);
        var span = Begin(to, ToHost.Answer, length);
        BinaryPrimitives.WriteUInt32LittleEndian(span, run);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], question);
        span[8] = answered ? (byte)1 : (byte)0;
        Encoding.UTF8.GetBytes(text, span[9..]);
        to.Advance(length);
    }

    /// <summary>Takes a whole frame off the front; false when there is none yet.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> from, out FromHost type, out ReadOnlySequence<byte> body)
    {
        type = default;
        body = default;
        var reader = new SequenceReader<byte>(from);
        if (!reader.TryReadLittleEndian(out int length) || reader.Remaining < length)
        {
            return false;
        }
        reader.TryRead(out var kind);
        type = (FromHost)kind;
        body = from.Slice(Prefix, length - 1);
        from = from.Slice(sizeof(int) + length);
        return true;
    }

    public static uint Number(ref ReadOnlySequence<byte> body)
    {
        var reader = new SequenceReader<byte>(body);
        reader.TryReadLittleEndian(out int number);
        body = body.Slice(sizeof(int));
        return (uint)number;
    }

    private static Span<byte> Begin(ArrayBufferWriter<byte> to, ToHost type, int length)
    {
        var span = to.GetSpan(length);
        BinaryPrimitives.WriteInt32LittleEndian(span, length - sizeof(int));
        span[sizeof(int)] = (byte)type;
        return span[Prefix..];
    }
}
