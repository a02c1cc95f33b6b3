using Conversations.Silo.Bots.BotFramework;
using Conversations.Silo.Bots.BotFramework.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Silo.Http.Connector;

/// <summary>The public keys by which bots verify this server, found as OpenID Connect says, and where the Agents SDK looks for those of an authority.</summary>
internal static class BotKeyEndpoints
{
    private const string KeysPath = "/.well-known/jwks.json";
    private static readonly string[] Channels = ["directline"];

    public static void MapBotKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup(ServiceAddress.Path).AddEndpointFilter<RouteGroupBuilder, ConnectorFaults>().WithTags("Bot Connector");
        keys.MapGet("/.well-known/openid-configuration", Discover).Produces<DiscoveryBody>().WithSummary("Where this server's tokens can be verified");
        keys.MapGet(KeysPath, Keys).Produces<KeysBody>().WithSummary("The public keys of this server's tokens");
        keys.MapGet("/discovery/v2.0/keys", Keys).Produces<KeysBody>().WithSummary("The same, for bots that take this server for their authority");
    }

    private static IResult Discover(ServiceAddress address) =>
        Results.Json(new DiscoveryBody { Issuer = address.Issuer, JwksUri = address.Root + KeysPath }, ConnectorJson.Relaxed.DiscoveryBody);

    private static async Task<IResult> Keys(BotSigningKeys keys, HttpContext http) =>
        Results.Json(new KeysBody([.. (await keys.All(http.RequestAborted)).Select(Public)]), ConnectorJson.Relaxed.KeysBody);

    private static KeyBody Public(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new("RSA", "sig", SecurityAlgorithms.RsaSha256, key.KeyId, Base64UrlEncoder.Encode(parameters.Modulus), Base64UrlEncoder.Encode(parameters.Exponent), Channels);
    }
}
