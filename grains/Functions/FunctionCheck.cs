using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Accounts.Schema;
using Conversations.Flows;

namespace Conversations.Functions;

/// <summary>Something that a function can't say.</summary>
/// <param name="Field">Where, as requests name it.</param>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record FunctionFault(string Field, string Code, string Message);

/// <summary>What a function that comes through the API may say: as one of the folder, but without secrets.</summary>
public static partial class FunctionCheck
{
    public static ImmutableArray<FunctionFault> Faults(FunctionDefinition function, Account account)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(account);
        var faults = ImmutableArray.CreateBuilder<FunctionFault>();
        if (!AccountPath.IsId(function.Id) || function.Id.Length > AccountLimits.FunctionId)
        {
            faults.Add(Invalid("id", $"'{function.Id}' is no id of a function: {Patterns.IdAdvice}; it has at most {AccountLimits.FunctionId}."));
        }
        if (function.Event is { } on && !MessagingEvents.All.ContainsKey(on))
        {
            faults.Add(Invalid("event", $"There is no messaging event '{on}'; known: {string.Join(", ", MessagingEvents.All.Values.Order(StringComparer.Ordinal))}."));
        }
        foreach (var skill in function.SkillIds.Where(s => !account.Skills.ContainsKey(s)))
        {
            faults.Add(new("skillIds", RefusalCodes.UnknownSkill, $"The account has no skill '{skill}'; it has {string.Join(", ", account.Skills.Keys.Order(StringComparer.Ordinal))}."));
        }
        if (function.SkillIds.Length > MostSkills) faults.Add(Invalid("skillIds", $"A function serves at most {MostSkills} skills, or all of them when none is named."));
        if (function.Description?.Length > MostDescription) faults.Add(Invalid("description", $"The description has {function.Description.Length} characters; at most {MostDescription} fit."));
        if (function.Timeout < TimeSpan.FromSeconds(1) || function.Timeout > TimeSpan.FromSeconds(60)) faults.Add(Invalid("timeoutSeconds", "A function may take 1 to 60 s."));
        CheckSource(function, account, faults);
        CheckEnvironment(function, faults);
        return faults.ToImmutable();
    }

    private const int MostDescription = 200;
    private const int MostSkills = 500;

    private static void CheckSource(FunctionDefinition function, Account account, ImmutableArray<FunctionFault>.Builder faults)
    {
        if (function is { Code: null, Url: null }) faults.Add(new("code", RefusalCodes.MissingField, "Give 'code' or 'url'."));
        if (function is { Code: not null, Url: not null }) faults.Add(Invalid("url", "Give either 'code' or 'url', and only one of them."));
        if (function.Code is { } code && string.IsNullOrWhiteSpace(code)) faults.Add(new("code", RefusalCodes.MissingField, "'code' is blank; write a function lambda(input, callback)."));
        if (function.Code?.Length > AccountLimits.Code)
        {
            faults.Add(new("code", RefusalCodes.PayloadTooLarge, $"'code' has {function.Code.Length} characters; at most {AccountLimits.Code} fit."));
        }
        if (function.Url is not { } url) return;
        if (url.Length > AccountLimits.Url) faults.Add(Invalid("url", $"'url' has {url.Length} characters; at most {AccountLimits.Url} fit."));
        else if (AllowedUrls.FaultOf(url, account.AllowedHosts) is { } fault) faults.Add(Invalid("url", $"'{url}': {fault}."));
        else if (TextTemplate.Names(url).FirstOrDefault(n => $"{{{n}}}" is not AllowedUrls.Server) is { } name)
        {
            faults.Add(Invalid("url", $"{{{name}}} has no value here; what a function is told is in the body of the request."));
        }
    }

    private static void CheckEnvironment(FunctionDefinition function, ImmutableArray<FunctionFault>.Builder faults)
    {
        if (function.Environment.Count > AccountLimits.FunctionVariables)
        {
            faults.Add(Invalid("environment", $"'environment' has {function.Environment.Count} variables; at most {AccountLimits.FunctionVariables} fit."));
        }
        foreach (var (name, value) in function.Environment)
        {
            if (!VariableName().IsMatch(name)) faults.Add(Invalid("environment", $"'{name}' is no name of a variable; use upper case letters, digits and '_', no digit first."));
            if (value.Length > AccountLimits.Text) faults.Add(Invalid("environment", $"'{name}' has {value.Length} characters; at most {AccountLimits.Text} fit."));
            if (value.Contains("{$secret.", StringComparison.Ordinal))
            {
                faults.Add(Invalid("environment", $"'{name}' names a secret, which only a function in the account's folder may; put it there, or give the value itself."));
            }
        }
    }

    private static FunctionFault Invalid(string field, string message) => new(field, RefusalCodes.InvalidField, message);

    [GeneratedRegex(@"\A[A-Z_][A-Z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
