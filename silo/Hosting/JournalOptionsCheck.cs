using Conversations.Silo.Storage;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

internal sealed class JournalOptionsCheck : IValidateOptions<JournalOptions>
{
    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        try
        {
            JournalRegistration.Check(options.ConnectionString);
            return ValidateOptionsResult.Success;
        }
        catch (JournalCannotOpenException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}
