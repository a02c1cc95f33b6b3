using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Conversations.Functions;

/// <summary>An invocation that is to be run.</summary>
public sealed record FunctionInvocation
{
    public required string Account { get; init; }
    public required FunctionDefinition Definition { get; init; }
    /// <summary>JSON.</summary>
    public required string Payload { get; init; }
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>Where chance begins: the same for every try.</summary>
    public required ulong Seed { get; init; }
    /// <summary>The same in every repeat; an HTTP function receives it. Null for none.</summary>
    public string? IdempotencyKey { get; init; }
    /// <summary>The functions that wait for this one, outermost first.</summary>
    public ImmutableArray<string> Callers { get; init; } = [];
    /// <summary>The conversation it is about; null for none.</summary>
    public string? Conversation { get; init; }
    /// <summary>Where the function's clock stands; null for now.</summary>
    public DateTimeOffset? Now { get; init; }
    /// <summary>When given, the run is a repetition and reaches nothing but this.</summary>
    public FunctionRecord? Record { get; init; }

    /// <summary>A number from a text, spread over all numbers: the same text is always the same number.</summary>
    public static ulong SeedOf(string text) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
