using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.Functions;

namespace Conversations.Accounts.Loading;

/// <summary>Documents to an account. It builds to the end even when something is wrong, so that all problems are told.</summary>
internal sealed class AccountBuilder(
    string id, AccountDocuments documents, ProblemList problems, Func<string, string?> environmentVariable)
{
    public Account? Build()
    {
        if (documents.Account is { } sheet)
        {
            return Build(sheet);
        }

        if (!documents.Has(FileKind.Account, "account"))
        {
            problems.In("account.yaml").Error(1, "the file is missing; write one with at least 'defaultLanguage: en'");
        }

        return null;
    }

    private Account Build(Sheet<AccountDocument> sheet)
    {
        var scope = new AccountScope(sheet);
        CheckSecrets(sheet);
        CheckHosts(sheet);
        CheckDefaultBot(sheet);
        var environments = EnvironmentReading.Read(documents);
        var bots = new BotBuilder(scope, documents, environments).Build();
        var rules = new ServiceRulesBuilder(scope, sheet.Problems);
        var accountRules = rules.Account(sheet.Document);
        var skills = new SkillBuilder(scope, documents, sheet);
        var functions = new FunctionBuilder(scope, documents).Build();
        return new()
        {
            Id = id,
            DefaultBot = sheet.Document.DefaultBot,
            DefaultLanguage = scope.DefaultLanguage,
            Languages = scope.Languages,
            Rules = accountRules,
            Skills = skills.Build(rules, accountRules),
            Agents = skills.BuildAgents(),
            Functions = functions,
            FunctionRoutes = [.. functions.Where(f => f.Event is not null).Select(f => new FunctionRoute(f.Id, f.Event!, f.SkillIds))],
            AllowedHosts = scope.AllowedHosts,
            EncodedMetadata = sheet.Document.Features?.EncodedMetadata ?? false,
            Secrets = scope.Secrets,
            Keys = new KeyBuilder(sheet.Problems, environmentVariable).Build(sheet.Document),
            Bots = bots.ToImmutableDictionary(b => b.Name, StringComparer.Ordinal),
        };
    }

    private void CheckDefaultBot(Sheet<AccountDocument> sheet)
    {
        if (sheet.Document.DefaultBot is { } bot && !documents.Has(FileKind.Bot, bot))
        {
            var advice = Nearest.Advice(bot, documents.Names(FileKind.Bot), $"write bots/{bot}.yaml or remove the key");
            sheet.Problems.Error(sheet.Document.LineOf("defaultBot"), $"there is no bot '{bot}'; {advice}");
        }
    }

    private void CheckSecrets(Sheet<AccountDocument> sheet)
    {
        var secrets = sheet.Document.Secrets ?? [];
        for (var i = 0; i < secrets.Count; i++)
        {
            if (secrets[i].Length > 0 && string.IsNullOrEmpty(environmentVariable(secrets[i])))
            {
                sheet.Problems.Warning(
                    sheet.Document.LineOf("secrets", i),
                    $"the environment variable '{secrets[i]}' is not set; integrations that use it will fail; set it and start the server again");
            }
        }
    }

    private static void CheckHosts(Sheet<AccountDocument> sheet)
    {
        var hosts = sheet.Document.AllowedHosts ?? [];
        for (var i = 0; i < hosts.Count; i++)
        {
            var looksLikeOne = Patterns.Fits(Patterns.Host, hosts[i]);
            if (looksLikeOne && hosts[i] is not AllowedHosts.Self && !Uri.TryCreate($"http://{hosts[i]}/", UriKind.Absolute, out _))
            {
                sheet.Problems.Error(sheet.Document.LineOf("allowedHosts", i), $"'{ScalarReader.Shortened(hosts[i])}' is not a host; {Patterns.HostAdvice}");
            }
        }
    }
}
