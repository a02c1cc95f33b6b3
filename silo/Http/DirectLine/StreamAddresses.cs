using Conversations.Silo.Hosting;
using Conversations.Silo.Http.Access;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Addresses that clients are given.</summary>
internal sealed class StreamAddresses(ConsumerTokens tokens, IOptions<DirectLineOptions> options)
{
    /// <summary>A fresh token and the address of a stream that starts after <paramref name="watermark"/>.</summary>
    public ConversationBody Answer(HttpRequest request, ConsumerToken token, string watermark) => new()
    {
        ConversationId = token.Conversation,
        Token = tokens.Issue(token),
        ExpiresIn = (int)ConsumerTokens.Life.TotalSeconds,
        StreamUrl = Stream(request, token, watermark),
        ReferenceGrammarId = token.Conversation,
    };

    /// <summary>The address under which the caller reached the server, or the one that the settings say.</summary>
    public string Base(HttpRequest request) =>
        options.Value.PublicUrl is { Length: > 0 } given ? given.TrimEnd('/') : $"{request.Scheme}://{request.Host}{request.PathBase}";

    private string Stream(HttpRequest request, ConsumerToken token, string watermark)
    {
        // http becomes ws, https becomes wss.
        var server = string.Concat("ws", Base(request).AsSpan(4));
        return $"{server}/v3/directline/conversations/{Uri.EscapeDataString(token.Conversation)}/stream"
            + $"?watermark={Uri.EscapeDataString(watermark)}&t={tokens.IssueForStream(token)}";
    }
}
