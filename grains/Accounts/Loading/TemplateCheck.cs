using Conversations.Accounts.Schema;
using Conversations.Flows;

namespace Conversations.Accounts.Loading;

/// <summary>Where a template stands; it decides what may be used in it.</summary>
internal enum TemplatePlace
{
    Text = 0,
    Url = 1,
    Header = 2,
}

/// <summary>Checks that every variable of a template gets its value from somewhere, and that none is used where it must not be.</summary>
internal sealed class TemplateCheck(FlowScope scope) : ITextCheck
{
    private const string Server = "$server";
    private const string Secret = "$secret.";
    private const string Environment = "$env.";

    public void CheckText(string text, int line, FileProblems problems) => Check(text, TemplatePlace.Text, line, problems);

    public void Check(string template, TemplatePlace place, int line, FileProblems problems)
    {
        if (TextTemplate.Flaw(template) is { } flaw)
        {
            problems.Error(line, flaw);
        }

        foreach (var name in TextTemplate.Names(template))
        {
            if (FaultOf(name, place) is { } fault)
            {
                problems.Error(line, fault);
            }
        }
    }

    private string? FaultOf(string name, TemplatePlace place)
    {
        if (name is Server)
        {
            return place is TemplatePlace.Url ? null : "{$server} is known in the 'url' of an integration only; remove it here";
        }

        if (name.StartsWith(Secret, StringComparison.Ordinal))
        {
            return FaultOfSecret(name, place);
        }

        if (name.StartsWith(Environment, StringComparison.Ordinal))
        {
            return FaultOfEnvironment(name[Environment.Length..]);
        }

        return name[0] is '$'
            ? $"{{{name}}} is not known; known: {{$env.name}}, {{$secret.NAME}} in headers, {{$server}} in a url"
            : FaultOfVariable(name);
    }

    private string? FaultOfSecret(string name, TemplatePlace place)
    {
        var secret = name[Secret.Length..];
        if (place is not TemplatePlace.Header)
        {
            return $"{{{name}}} would leave the server where others can read it; use secrets in the 'headers' of an integration only";
        }

        return scope.Account.FaultOfSecret(secret);
    }

    private string? FaultOfEnvironment(string variable)
    {
        foreach (var user in scope.Users)
        {
            if (user.Environment is null)
            {
                return $"{{$env.{variable}}} has no value for the bot '{user.Bot}', which is linked to no environment; link one that has '{variable}'";
            }

            if (user.Variables is { } variables && !variables.ContainsKey(variable))
            {
                return $"{{$env.{variable}}} has no value for the bot '{user.Bot}'; add '{variable}' to environments/{user.Environment}.yaml; "
                    + Nearest.Advice(variable, [.. variables.Keys], "or remove it here");
            }
        }

        return null;
    }

    private string? FaultOfVariable(string name)
    {
        if (scope.Variables.Contains(name) || FlowVariables.BuiltIn.Contains(name))
        {
            return null;
        }

        var known = scope.Variables.Concat(FlowVariables.BuiltIn).ToArray();
        return $"no pattern group, result or setVariable of this flow gives '{{{name}}}' a value; {Nearest.Advice(name, known, "")}";
    }
}
