using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

internal sealed class DirectLineOptionsCheck : IValidateOptions<DirectLineOptions>
{
    private const int ShortestKey = 32;
    private const long SmallestUpload = 1024;
    private const long LargestUpload = 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
    {
        List<string> faults = [];
        if (options.SigningKey is { Length: > 0 and < ShortestKey })
        {
            faults.Add($"DirectLine:SigningKey has {options.SigningKey.Length} characters; give at least {ShortestKey}, or remove it.");
        }
        if (options.UploadLimit is < SmallestUpload or > LargestUpload)
        {
            faults.Add($"DirectLine:UploadLimit is {options.UploadLimit}; give {SmallestUpload} to {LargestUpload} bytes (default 10485760).");
        }
        if (options.PublicUrl is { Length: > 0 } url && !IsWebAddress(url))
        {
            faults.Add($"DirectLine:PublicUrl is '{url}'; give an http or https address, or remove it.");
        }
        if (options.AllowedOrigins.Length is 0)
        {
            faults.Add("DirectLine:Origins is empty; give origins such as 'https://www.example.com', or '*'.");
        }
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps);
}
