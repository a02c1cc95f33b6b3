using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Integrations, without their branches: where they call, what they send and what they keep of the answer.</summary>
internal sealed partial class IntegrationBuilder(FlowScope scope, TemplateCheck templates, FileProblems problems)
{
    // They belong to the connection or to the body; setting them by hand breaks requests or smuggles others in.
    private static readonly ImmutableHashSet<string> OwnHeaders = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "TE", "Trailer");

    public IntegrationAction Build(IntegrationDocument integration, string step)
    {
        CheckUrl(integration);
        CheckHeaders(integration);
        CheckBody(integration);
        CheckResult(integration);
        return new()
        {
            Name = integration.Name ?? step,
            Method = integration.Method ?? "GET",
            Url = integration.Url ?? "",
            // Two spellings of a header are an error; it must not end the search for others.
            Headers = (integration.Headers ?? new Dictionary<string, string>())
                .DistinctBy(h => h.Key, StringComparer.OrdinalIgnoreCase).ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            Body = integration.Body?.Template,
            Timeout = Seconds.ToTime(integration.TimeoutSeconds ?? 30),
            Result = (integration.Result ?? new Dictionary<string, string>()).ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    private void CheckUrl(IntegrationDocument integration)
    {
        if (integration.Url is not { Length: > 0 } url)
        {
            return;
        }

        var line = integration.LineOf("url");
        templates.Check(url, TemplatePlace.Url, line, problems);
        if (AllowedUrls.FaultOf(url, scope.Account.AllowedHosts) is { } fault)
        {
            problems.Error(line, fault);
        }
    }

    private void CheckHeaders(IntegrationDocument integration)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in integration.Headers ?? new Dictionary<string, string>())
        {
            var line = integration.LineOf("headers", name);
            templates.Check(value, TemplatePlace.Header, line, problems);
            if (!HeaderName().IsMatch(name) || OwnHeaders.Contains(name))
            {
                problems.Error(line, $"the header '{ScalarReader.Shortened(name)}' can't be set; remove it");
            }
            else if (!seen.Add(name))
            {
                problems.Error(line, $"the header '{name}' is there twice, upper and lower case mean the same; remove one");
            }

            if (value.Any(c => c is < ' ' or > '~'))
            {
                problems.Error(line, $"the header '{ScalarReader.Shortened(name)}' holds a line break or a character beyond ASCII; write printable ASCII on one line");
            }
        }
    }

    private void CheckBody(IntegrationDocument integration)
    {
        if (integration.Body is not { } body)
        {
            return;
        }

        templates.Check(body.Template, TemplatePlace.Text, body.Line, problems);
        if (integration.Method is null or "GET")
        {
            problems.Error(body.Line, "a GET sends no body; write 'method: POST' (or PUT, PATCH, DELETE), or remove the body");
        }
    }

    private void CheckResult(IntegrationDocument integration)
    {
        foreach (var (variable, pointer) in integration.Result ?? new Dictionary<string, string>())
        {
            var line = integration.LineOf("result", variable);
            if (FlowVariables.BuiltIn.Contains(variable))
            {
                VariableNames.Check(variable, line, problems);
            }

            if (!Patterns.Fits(Patterns.Pointer, pointer))
            {
                problems.Error(line, $"'{ScalarReader.Shortened(pointer)}' is no place in the response; {Patterns.PointerAdvice}");
            }
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName();
}
