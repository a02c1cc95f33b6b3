using System.Security.Cryptography;

namespace Conversations.Silo.Uploads;

/// <summary>The ids of files: who knows one may fetch the file.</summary>
internal static class UploadIds
{
    private const int Bytes = 16;

    public static string Next() => RandomNumberGenerator.GetHexString(Bytes * 2, lowercase: true);

    /// <summary>What an id in an address must look like before anything is asked about it.</summary>
    public static bool IsPossible(string id) => id.Length is Bytes * 2 && id.All(char.IsAsciiHexDigitLower);
}
