using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Conversations.Embedded;

/// <summary>The hash that Orleans uses to place ids on its ring: XXH32 with seed 0, its bytes in network order. The same here,
/// so that a reminder table written by one engine can be read by the other.</summary>
internal static class StableHash
{
    private const uint P1 = 2654435761, P2 = 2246822519, P3 = 3266489917, P4 = 668265263, P5 = 374761393;

    public static uint Of(string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = length <= 512 ? stackalloc byte[512] : new byte[length];
        return BinaryPrimitives.ReverseEndianness(Xxh32(buffer[..Encoding.UTF8.GetBytes(text, buffer)]));
    }

    internal static uint Xxh32(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var total = (uint)data.Length;
            var hash = data.Length < 16 ? P5 : Stripes(ref data);
            hash += total;
            for (; data.Length >= 4; data = data[4..])
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * P3), 17) * P4;
            foreach (var b in data)
                hash = BitOperations.RotateLeft(hash + (b * P5), 11) * P1;
            hash = (hash ^ (hash >> 15)) * P2;
            hash = (hash ^ (hash >> 13)) * P3;
            return hash ^ (hash >> 16);
        }
    }

    private static uint Stripes(ref ReadOnlySpan<byte> data)
    {
        unchecked
        {
            uint a = P1 + P2, b = P2, c = 0, d = 0u - P1;
            for (; data.Length >= 16; data = data[16..])
            {
                a = Round(a, data);
                b = Round(b, data[4..]);
                c = Round(c, data[8..]);
                d = Round(d, data[12..]);
            }
            return BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        }
    }

    private static uint Round(uint state, ReadOnlySpan<byte> lane) => unchecked(
        BitOperations.RotateLeft(state + (BinaryPrimitives.ReadUInt32LittleEndian(lane) * P2), 13) * P1);
}
