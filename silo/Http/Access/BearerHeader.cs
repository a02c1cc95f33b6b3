namespace Conversations.Silo.Http.Access;

/// <summary>Reads <c>Authorization: Bearer …</c>.</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer ";

    /// <summary>The key or token; null when the header is absent, given twice or of another scheme.</summary>
    public static string? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count is not 1 || header[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var key = value[Scheme.Length..].Trim();
        return key.Length is 0 ? null : key;
    }

    /// <summary>Whether it has the shape of a consumer token: three parts with dots between them, the first a JSON object.</summary>
    public static bool LooksLikeToken(string key) =>
        key.StartsWith("eyJ", StringComparison.Ordinal) && key.Count(c => c is '.') is 2;
}
