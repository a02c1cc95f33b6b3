using System.Text.Json;

namespace Conversations.Tests.Http;

/// <summary>An answer, read to its end.</summary>
internal sealed record Reply(int Status, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => Json.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : Json.GetProperty("code").GetString();

    public static async Task<Reply> Of(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));

    public string Text(string name) => Json.GetProperty(name).GetString()!;

    /// <summary>The activities of a set.</summary>
    public JsonElement[] Activities => [.. Json.GetProperty("activities").EnumerateArray()];
}
