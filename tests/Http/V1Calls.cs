using System.Text.Json;

namespace Conversations.Tests.Http;

/// <summary>Calls of v1 that tests make again and again.</summary>
internal static class V1Calls
{
    public const string Account = "/v1/accounts/acme";

    public static async Task<string> OpenConversation(this Server server, string consumer = "c-1")
    {
        var reply = await server.Post($"{Account}/conversations", HttpAccounts.Admin, $$$"""{"consumer":{"id":"{{{consumer}}}"}}""");
        Assert.Equal(201, reply.Status);
        return reply.Text("id");
    }

    /// <summary>The consumer says something.</summary>
    public static Task<Reply> Publish(this Server server, string id, string text, string? key) =>
        server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin,
            $$$"""{"from":{"id":"c-1","role":"CONSUMER"},"text":"{{{text}}}","clientMessageId":{{{JsonSerializer.Serialize(key)}}}}""");

    public static async Task<JsonElement[]> Messages(this Server server, string id) =>
        [.. (await server.Get($"{Account}/conversations/{id}/messages", HttpAccounts.Admin)).Json.GetProperty("messages").EnumerateArray()];
}
