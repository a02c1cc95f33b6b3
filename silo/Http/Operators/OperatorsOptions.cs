using Microsoft.Extensions.Options;

namespace Conversations.Silo.Http.Operators;

/// <summary>Who runs the service and may see its inside.</summary>
internal sealed class OperatorsOptions
{
    public const string Section = "Operators";
    public const int ShortestKey = 16;

    /// <summary>
    /// The password of the user <c>operator</c>, at least 16 characters; from the environment (<c>Operators__Key</c>) or the operator's
    /// <c>appsettings.json</c>. Default: none, and nothing of the operators' is served.
    /// </summary>
    public string? Key { get; set; }
}

internal sealed class OperatorsOptionsCheck : IValidateOptions<OperatorsOptions>
{
    public ValidateOptionsResult Validate(string? name, OperatorsOptions options) => options.Key is { Length: > 0 and < OperatorsOptions.ShortestKey }
        ? ValidateOptionsResult.Fail(
            $"Operators:Key has {options.Key.Length} characters; give at least {OperatorsOptions.ShortestKey}, or remove it and the dashboard is not served.")
        : ValidateOptionsResult.Success;
}
