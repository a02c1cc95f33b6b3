using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

internal sealed class AccountsOptionsCheck : IValidateOptions<AccountsOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountsOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            return ValidateOptionsResult.Fail("Accounts:Path is empty; give a folder with one folder per account (default 'accounts').");
        }
        return Directory.Exists(options.Path)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Accounts:Path is '{Path.GetFullPath(options.Path)}', which is no folder; give one with a folder per account.");
    }
}
