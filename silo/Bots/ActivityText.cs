using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conversations.Silo.Bots;

/// <summary>
/// Reads and changes single members of what a bot sent, on its way to the rules. Half of a surrogate pair passes for JSON and is no text:
/// the rules refuse an activity that has one, so wherever it stands, it must not keep the rest from being read, and is not mended here.
/// </summary>
internal static class ActivityText
{
    private const int UsualDepth = 64;

    /// <summary>The last member of that name, which is plain ASCII; null when there is none.</summary>
    public static JsonElement? Member(JsonElement parent, string name)
    {
        JsonElement? found = null;
        if (parent.ValueKind is not JsonValueKind.Object) return found;
        foreach (var member in parent.EnumerateObject())
        {
            if (IsText(JsonMarshal.GetRawUtf8PropertyName(member)) && member.NameEquals(name)) found = member.Value;
        }
        return found;
    }

    /// <summary>The text that a value is; null when it is none.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>An activity with a text as its member of that name, each time it is there, and else byte for byte as it was.</summary>
    /// <param name="activity">A JSON object.</param>
    /// <param name="name">The member, plain ASCII. It becomes the first one when there is none.</param>
    /// <param name="text">Its text.</param>
    /// <param name="depth">How deep the object may be nested.</param>
    public static string With(string activity, string name, string text, int depth = UsualDepth)
    {
        var source = Encoding.UTF8.GetBytes(activity).AsSpan();
        var value = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
        var values = ValuesOf(source, name, depth, out var begin, out var isEmpty);
        var changed = new ArrayBufferWriter<byte>(source.Length + (values.Count + 1) * (value.Length + name.Length + 4));
        var copied = 0;
        foreach (var (from, to) in values)
        {
            changed.Write(source[copied..from]);
            changed.Write(value);
            copied = to;
        }
        if (values.Count == 0)
        {
            changed.Write(source[..begin]);
            changed.Write(Encoding.UTF8.GetBytes($"\"{name}\":"));
            changed.Write(value);
            if (!isEmpty) changed.Write(","u8);
            copied = begin;
        }
        changed.Write(source[copied..]);
        return Encoding.UTF8.GetString(changed.WrittenSpan);
    }

    private static List<(int From, int To)> ValuesOf(ReadOnlySpan<byte> json, string name, int depth, out int begin, out bool isEmpty)
    {
        List<(int, int)> values = [];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depth });
        reader.Read();
        (begin, isEmpty) = ((int)reader.BytesConsumed, true);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isIt = IsText(reader.ValueSpan) && reader.ValueTextEquals(name);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt) values.Add((from, (int)reader.BytesConsumed));
        }
        return values;
    }

    // Escapes of this kind stand for no ASCII character. Comparing half a pair with a text is an error.
    private static bool IsText(ReadOnlySpan<byte> escaped) => escaped.IndexOf("\\ud"u8) < 0 && escaped.IndexOf("\\uD"u8) < 0;
}
