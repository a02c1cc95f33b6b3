using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;
using Conversations.Flows;
using Conversations.Functions;

namespace Conversations.Accounts.Loading;

/// <summary>Functions: each is JavaScript of the folder or an allowed address, and no two are in each other's way.</summary>
internal sealed partial class FunctionBuilder(AccountScope scope, AccountDocuments documents)
{
    public ImmutableArray<FunctionDefinition> Build()
    {
        var functions = documents.Functions.Values.Select(Build).ToImmutableArray();
        CheckCodeIsUsed();
        CheckEvents(functions);
        return functions;
    }

    private FunctionDefinition Build(Sheet<FunctionDocument> sheet)
    {
        var (function, problems) = (sheet.Document, sheet.Problems);
        if (sheet.Id.Length > AccountLimits.FunctionId)
        {
            problems.Error(1, $"a function's id, which is its file's name, has at most {AccountLimits.FunctionId} characters; shorten it");
        }

        for (var i = 0; i < (function.Skills?.Count ?? 0); i++)
        {
            scope.CheckSkill(function.Skills![i], function.LineOf("skills", i), problems);
        }

        CheckUrl(function, problems);
        CheckEnvironment(function, problems);
        return new()
        {
            Id = sheet.Id,
            Event = CheckedEvent(function, problems),
            SkillIds = [.. (function.Skills ?? []).Distinct()],
            Code = function.Url is null ? CodeOf(sheet) : null,
            Url = function.Url,
            Description = function.Description,
            Timeout = Seconds.ToTime(function.TimeoutSeconds ?? 30),
            Environment = (function.Environment ?? new Dictionary<string, string>()).ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    private static string? CheckedEvent(FunctionDocument function, FileProblems problems)
    {
        if (function.Event is not { Length: > 0 } written)
        {
            return null;
        }

        var found = MessagingEvents.IdOf(written);
        if (found is null)
        {
            var ids = MessagingEvents.All.Keys.Concat(MessagingEvents.All.Values);
            var advice = Nearest.To(written, ids) is { } near ? $"did you mean '{near}'?" : $"known: {string.Join(", ", MessagingEvents.All.Values.Order(StringComparer.Ordinal))}";
            problems.Error(function.LineOf("event"), $"there is no messaging event '{ScalarReader.Shortened(written)}'; {advice}");
        }

        return found;
    }

    private string? CodeOf(Sheet<FunctionDocument> sheet)
    {
        var file = CodeFileOf(sheet);
        if (documents.Code.TryGetValue(file, out var code))
        {
            return code.Text;
        }

        if (!documents.Has(FileKind.Code, file) && AccountPath.IsId(file))
        {
            var files = documents.Names(FileKind.Code).Select(n => $"{n}.js").ToArray();
            sheet.Problems.Error(
                sheet.Document.LineOf("code"),
                $"there is no functions/{file}.js; {Nearest.Advice($"{file}.js", files, "write it, or give 'url'")}");
        }

        return null;
    }

    private static string CodeFileOf(Sheet<FunctionDocument> sheet) => sheet.Document.Code is { } file ? Path.GetFileNameWithoutExtension(file) : sheet.Id;

    private void CheckCodeIsUsed()
    {
        var used = documents.Functions.Values.Where(f => f.Document.Url is null).Select(CodeFileOf).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, (text, problems)) in documents.Code)
        {
            // A function that could not be read may well be the one.
            if (!used.Contains(file) && !(documents.Has(FileKind.Function, file) && !documents.Functions.ContainsKey(file)))
            {
                problems.Error(1, $"no function has this code; write functions/{file}.yaml or remove the file");
            }

            if (text.Length > AccountLimits.Code)
            {
                problems.Error(1, $"the code has {text.Length} characters; write at most {AccountLimits.Code}");
            }
            else if (string.IsNullOrWhiteSpace(text))
            {
                problems.Error(1, "the file is empty; write a function lambda(input, callback) or remove the file");
            }
        }
    }

    private void CheckUrl(FunctionDocument function, FileProblems problems)
    {
        if (function is { Url: not null, Code: not null })
        {
            problems.Error(function.LineOf("code"), "give either 'url' or 'code', and only one of them");
        }

        if (function.Url is not { Length: > 0 } url)
        {
            return;
        }

        var fault = AllowedUrls.FaultOf(url, scope.AllowedHosts);
        if (fault is null && TextTemplate.Names(url).FirstOrDefault(n => $"{{{n}}}" is not AllowedUrls.Server) is { } name)
        {
            fault = $"{{{name}}} has no value here; what a function is told is in the body of the request";
        }

        if (fault is not null)
        {
            problems.Error(function.LineOf("url"), fault);
        }
    }

    private void CheckEnvironment(FunctionDocument function, FileProblems problems)
    {
        var environment = function.Environment ?? new Dictionary<string, string>();
        if (environment.Count > AccountLimits.FunctionVariables)
        {
            problems.Error(function.LineOf("environment"), $"the function has {environment.Count} variables; write at most {AccountLimits.FunctionVariables}");
        }

        foreach (var (name, value) in environment)
        {
            var line = function.LineOf("environment", name);
            if (value.Length > AccountLimits.Text)
            {
                problems.Error(line, $"'{name}' has {value.Length} characters; write at most {AccountLimits.Text}");
            }

            foreach (Match secret in SecretPattern().Matches(value))
            {
                if (scope.FaultOfSecret(secret.Groups[1].Value) is { } fault)
                {
                    problems.Error(line, fault);
                }
            }
        }
    }

    private void CheckEvents(ImmutableArray<FunctionDefinition> functions)
    {
        for (var i = 0; i < functions.Length; i++)
        {
            var other = functions.Take(i).FirstOrDefault(f => f.Event is { } one && functions[i].Event is { } two && MessagingEvents.Exclude(one, two));
            if (other is not null)
            {
                var sheet = documents.Functions[functions[i].Id];
                sheet.Problems.Error(
                    sheet.Document.LineOf("event"),
                    $"'{functions[i].Id}' can't be on '{functions[i].Event}' while '{other.Id}' is on '{other.Event}', because only one function answers an event; "
                    + "remove one, or invoke both from a function of their own");
            }
        }
    }

    [GeneratedRegex(@"\{\$secret\.([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex SecretPattern();
}
