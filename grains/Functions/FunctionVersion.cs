using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Conversations.Functions;

/// <summary>Names for what functions say: the same always has the same name.</summary>
public static class FunctionVersion
{
    private static readonly ConditionalWeakTable<FunctionDefinition, string> Versions = [];
    private static readonly ConditionalWeakTable<string, string> Codes = [];

    /// <summary>A hash of all that the function says, its id apart.</summary>
    public static string Of(FunctionDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Versions.GetValue(definition, static d => Hash(
            [
                d.Event ?? "", d.Code ?? "", d.Url ?? "", d.Description ?? "", d.Timeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
                .. d.SkillIds.Order(StringComparer.Ordinal), "",
                .. d.Environment.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => new[] { e.Key, e.Value }),
            ]));
    }

    /// <summary>A hash of the JavaScript alone: functions with the same code share what a runtime makes of it.</summary>
    public static string OfCode(string code) => Codes.GetValue(code, static c => Hash([c]));

    // Each part with its length, so that no two lists of parts read alike.
    private static string Hash(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
