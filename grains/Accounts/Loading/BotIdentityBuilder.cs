using Conversations.Accounts.Schema;
using Conversations.Bots;

namespace Conversations.Accounts.Loading;

/// <summary>Who a bot is, and who says so: this server, or another issuer whose keys can be found.</summary>
internal sealed class BotIdentityBuilder(AccountScope scope, FileProblems problems)
{
    public BotIdentity Build(BotIdentityDocument document)
    {
        var identity = new BotIdentity { AppId = document.AppId ?? "" };
        SecretReference.Check(document, "clientSecret", document.ClientSecret, scope, problems);
        CheckIssuer(document);
        if (document.Metadata is { Length: > 0 } metadata && AllowedUrls.FaultOfFixed(metadata, scope.AllowedHosts) is { } fault)
        {
            problems.Error(document.LineOf("metadata"), fault);
        }

        return identity with
        {
            Issuer = document.Issuer ?? identity.Issuer,
            Metadata = document.Metadata,
            ClientSecret = document.ClientSecret,
        };
    }

    private void CheckIssuer(BotIdentityDocument document)
    {
        if (document.Issuer is null or AllowedUrls.Server)
        {
            if (document.Metadata is not null)
            {
                problems.Error(document.LineOf("metadata"), "this server knows its own keys; remove 'metadata', or name another 'issuer'");
            }

            return;
        }

        if (document.Issuer.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            problems.Error(document.LineOf("issuer"), "an issuer is written out as it stands in tokens, or is {$server} alone");
        }

        if (document.Metadata is null)
        {
            problems.Error(document.LineOf("issuer"), "the keys of this issuer can't be found; add 'metadata', the address of its OpenID configuration");
        }

        if (document.ClientSecret is not null)
        {
            problems.Error(document.LineOf("clientSecret"), "the bot gets its tokens from its issuer and not from this server; remove 'clientSecret', or write 'issuer: \"{$server}\"'");
        }
    }
}
