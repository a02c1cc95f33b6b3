using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Integrations, without their branches: where they call, what they send and what they keep of the answer.</summary>
internal sealed partial class IntegrationBuilder(FlowScope scope, TemplateCheck templates, FileProblems problems)
{
    private const string Server = "{$server}";

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
        if (FaultOfHost(url) is { } fault)
        {
            problems.Error(line, fault);
        }
    }

    private string? FaultOfHost(string url)
    {
        const string advice = "begin with {$server}/ or with http:// or https:// and a host that is written out";
        if (url.StartsWith(Server, StringComparison.Ordinal))
        {
            var rest = url[Server.Length..];
            return rest.Length > 0 && rest[0] is not ('/' or '?') ? $"'/' is missing after {Server}; write {Server}/{rest}"
                : scope.Account.AllowedHosts.Contains(AllowedHosts.Self) ? null
                : $"{Server} is not allowed; add 'self' to 'allowedHosts' in account.yaml";
        }

        if (url.Contains(Server, StringComparison.Ordinal))
        {
            return $"{Server} stands in the middle; {advice}";
        }

        var origin = OriginOf().Match(url);
        if (!origin.Success || !Uri.TryCreate(origin.Value, UriKind.Absolute, out var address))
        {
            return $"the host of this url can't be told; {advice}, so that it can be held against 'allowedHosts'";
        }

        return AllowedHosts.Allow(scope.Account.AllowedHosts, address)
            ? null
            : $"the host '{address.Authority}' is not allowed; add it to 'allowedHosts' in account.yaml";
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

    // The host ends where path, query or fragment begin; '@', '\' and braces in it would make it say one host and mean another.
    [GeneratedRegex(@"\Ahttps?://([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(?=[/?#]|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OriginOf();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName();
}
