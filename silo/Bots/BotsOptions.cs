using System.Security.Cryptography;
using Conversations.Silo.Bots.BotFramework.Tokens;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Bots;

/// <summary>What third-party bots know of this server.</summary>
internal sealed class BotsOptions
{
    public const string Section = "Bots";

    /// <summary>The address under which bots reach the server, for example <c>https://chat.example.com</c>. Default: the server's own.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>Who signs the tokens that bots are sent and given. Default: <c>/bots</c> at the service URL.</summary>
    public string? Issuer { get; set; }

    /// <summary>
    /// A PEM file with RSA private keys of at least 2,048 bits: the first one signs, all are published. Default: a key that is made when it is first
    /// needed and kept in the journal.
    /// </summary>
    public string? SigningKey { get; set; }
}

internal sealed class BotsOptionsCheck : IValidateOptions<BotsOptions>
{
    public ValidateOptionsResult Validate(string? name, BotsOptions options)
    {
        List<string> faults = [];
        if (options.ServiceUrl is { Length: > 0 } url && !IsBase(url))
        {
            faults.Add($"Bots:ServiceUrl is '{url}'; give an http or https address without query, such as 'https://chat.example.com', or remove it.");
        }
        if (options.SigningKey is { Length: > 0 } path && KeyFault(path) is { } fault)
        {
            faults.Add(fault);
        }
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsBase(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps) && parsed is { Query: "", Fragment: "", UserInfo: "" };

    private static string? KeyFault(string path)
    {
        try
        {
            return SigningKeyFile.Read(path).Length is 0 ? $"Bots:SigningKey is '{path}', which holds no RSA private key of at least {SigningKeyFile.ShortestKey} bits; give a PEM file with one." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"Bots:SigningKey is '{path}', which can't be read ({e.Message.TrimEnd('.')}); give a PEM file with an RSA private key.";
        }
    }
}
