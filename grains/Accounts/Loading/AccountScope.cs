using System.Collections.Immutable;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>What the whole account declares and its bots and flows refer to.</summary>
internal sealed class AccountScope
{
    private readonly Sheet<AccountDocument> _sheet;

    public AccountScope(Sheet<AccountDocument> sheet)
    {
        _sheet = sheet;
        var account = sheet.Document;
        DefaultLanguage = account.DefaultLanguage ?? "";
        // Host names mean the same in either case; the others are told apart by it, as their readers do.
        Languages = account.Languages is null ? [DefaultLanguage] : Distinct("languages", account.Languages, StringComparer.OrdinalIgnoreCase);
        Skills = Distinct("skills", account.Skills?.Select(s => s.Id ?? "").ToArray(), StringComparer.Ordinal);
        Secrets = Distinct("secrets", account.Secrets, StringComparer.Ordinal);
        AllowedHosts = Distinct("allowedHosts", account.AllowedHosts?.Select(h => h.ToLowerInvariant()).ToArray(), StringComparer.Ordinal);
        CheckDefaultLanguage();
    }

    public string DefaultLanguage { get; }

    public ImmutableArray<string> Languages { get; }

    public ImmutableArray<string> Skills { get; }

    public ImmutableArray<string> Secrets { get; }

    public ImmutableArray<string> AllowedHosts { get; }

    /// <summary>Tells when there is no such skill.</summary>
    public void CheckSkill(string? skill, int line, FileProblems problems)
    {
        if (skill is { Length: > 0 } && !Skills.Contains(skill))
        {
            var advice = Nearest.Advice(skill, Skills, "the account has none");
            problems.Error(line, $"there is no skill '{ScalarReader.Shortened(skill)}'; add it to 'skills' in account.yaml; {advice}");
        }
    }

    /// <summary>Why a text may not use the secret; null when it may.</summary>
    public string? FaultOfSecret(string secret) => Secrets.Contains(secret)
        ? null
        : $"the secret '{ScalarReader.Shortened(secret)}' is not listed; add it to 'secrets' in account.yaml; {Nearest.Advice(secret, Secrets, "or remove it here")}";

    private ImmutableArray<string> Distinct(string key, IReadOnlyList<string>? values, StringComparer comparer)
    {
        var seen = new HashSet<string>(comparer);
        var distinct = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < (values?.Count ?? 0); i++)
        {
            if (values![i].Length is 0)
            {
                continue;
            }

            if (seen.Add(values[i]))
            {
                distinct.Add(values[i]);
            }
            else
            {
                _sheet.Problems.Error(_sheet.Document.LineOf(key, i), $"'{values[i]}' is in '{key}' twice; remove one");
            }
        }

        return distinct.ToImmutable();
    }

    private void CheckDefaultLanguage()
    {
        if (DefaultLanguage.Length > 0 && !Languages.Contains(DefaultLanguage, StringComparer.OrdinalIgnoreCase))
        {
            _sheet.Problems.Error(
                _sheet.Document.LineOf("languages"),
                $"the default language '{DefaultLanguage}' is not in 'languages'; add it");
        }
    }
}
