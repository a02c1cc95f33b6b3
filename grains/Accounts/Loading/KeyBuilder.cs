using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>API keys and Direct Line secrets. Only their hashes leave this class; no message ever shows a key.</summary>
internal sealed class KeyBuilder(FileProblems problems, Func<string, string?> environmentVariable)
{
    private readonly ImmutableArray<AccessKey>.Builder _keys = ImmutableArray.CreateBuilder<AccessKey>();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    public ImmutableArray<AccessKey> Build(AccountDocument account)
    {
        foreach (var key in account.ApiKeys ?? [])
        {
            Add(key, key.Name, RoleOf(key.Role), (key.Key, "key"), (key.KeyFromEnvironment, "keyFromEnvironment"));
        }

        foreach (var secret in account.DirectLineSecrets ?? [])
        {
            Add(secret, secret.Name, AccessRole.DirectLine, (secret.Secret, "secret"), (secret.SecretFromEnvironment, "secretFromEnvironment"));
        }

        return _keys.ToImmutable();
    }

    private void Add(
        Document document, string? name, AccessRole role, (string? Value, string Key) literal, (string? Value, string Key) variable)
    {
        if (name is not null && !_names.TryAdd(name, document.Line))
        {
            problems.Error(document.LineOf("name"), $"the name '{name}' is taken in line {_names[name]}; give each key and secret its own");
        }

        if (literal.Value is null == variable.Value is null)
        {
            problems.Error(document.Line, $"give either '{literal.Key}' or '{variable.Key}', and only one of them");
            return;
        }

        var inFolder = literal.Value is not null;
        var line = document.LineOf(inFolder ? literal.Key : variable.Key);
        var value = literal.Value ?? FromEnvironment(variable.Value!, line);
        if (value is not null && name is not null && IsNew(value, name, line))
        {
            var hash = ImmutableArray.Create(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
            _keys.Add(new() { Name = name, Role = role, Hash = hash, InFolder = inFolder });
        }
    }

    private string? FromEnvironment(string variable, int line)
    {
        var value = environmentVariable(variable);
        if (string.IsNullOrEmpty(value))
        {
            problems.Warning(line, $"the environment variable '{variable}' is not set, so this key opens nothing; set it and start the server again");
            return null;
        }

        if (value.Length < AccountLimits.ShortestKey)
        {
            problems.Error(line, $"the key in the environment variable '{variable}' is too short; use {AccountLimits.ShortestKey} characters or more");
            return null;
        }

        return value;
    }

    private bool IsNew(string value, string name, int line)
    {
        if (_owners.TryAdd(value, name))
        {
            return true;
        }

        problems.Error(line, $"'{name}' is the same key as '{_owners[value]}'; give each its own, so that one can be withdrawn alone");
        return false;
    }

    private static AccessRole RoleOf(string? role) => role switch
    {
        "admin" => AccessRole.Admin,
        "agent" => AccessRole.Agent,
        "backend" => AccessRole.Backend,
        _ => AccessRole.Unspecified,
    };
}
