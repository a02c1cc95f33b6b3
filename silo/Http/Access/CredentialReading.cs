using Conversations.Accounts;

namespace Conversations.Silo.Http.Access;

/// <summary>
/// Reads the key or token of a request, once, and says to the grains who calls. Whether that opens the address is for the endpoint to
/// decide; nothing is refused here.
/// </summary>
internal sealed class CredentialReading(AccessKeys keys, ConsumerTokens tokens, IAccounts accounts) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (BearerHeader.Read(http.Request) is { } bearer)
        {
            var credential = await Read(bearer, http.Request.RouteValues["account"] as string);
            http.Features.Set(credential);
            credential.Caller?.Enter();
        }
        return await next(context);
    }

    private async ValueTask<Credential> Read(string bearer, string? account)
    {
        if (!BearerHeader.LooksLikeToken(bearer))
        {
            var found = keys.Find(bearer, preferred: account);
            return new() { Account = found?.Account, Key = found?.Key };
        }
        var reading = await tokens.Read(bearer);
        return new() { Account = reading.Token is { } token ? accounts.Find(token.Account) : null, Token = reading };
    }
}
