using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes.ContactCentre;

/// <summary>
/// An account in which agents serve <c>support</c>, a function greets, and another one says goodbye and closes what is transferred to
/// <c>sales</c>, where nobody works.
/// </summary>
internal static class CentreAccount
{
    public const int Capacity = 3;
    public static readonly string[] Agents = ["ada", "ben", "cem", "dee", "eva", "fay"];

    public static string Greeting(string conversation) => $"Hello {conversation}";

    public static string Goodbye(string conversation) => $"Goodbye {conversation}";

    /// <summary>Writes it and answers the setting that makes a server serve it.</summary>
    public static string WriteTo(SiloFolder folder, Uri webhook)
    {
        var account = Directory.CreateDirectory(Path.Combine(folder.Path, "accounts", SiloProcess.Account));
        var functions = account.CreateSubdirectory("functions");
        Write(account, "account.yaml", $"""
            defaultLanguage: en
            skills: [support, sales]
            agents:
            {string.Join('\n', Agents.Select(a => $"  - {{id: {a}, skills: [support], capacity: {Capacity}}}"))}
            automaticMessages: {"{}"}
            allowedHosts: ["{webhook.Authority}"]
            apiKeys: [{"{"}name: demo-admin, role: admin, key: {SiloProcess.Key}{"}"}]
            """);
        Write(functions, "greet.yaml", "event: Messaging New Conversation\nskills: [support]");
        Write(functions, "greet.js", """
            async function lambda(input) {
              return { type: 'systemMessage', text: `Hello ${input.payload.general.convId}` };
            }
            """);
        Write(functions, "farewell.yaml", "event: Messaging Conversation Routing\nskills: [sales]");
        Write(functions, "farewell.js", """
            function lambda(input, callback) {
              callback(null, [{ type: 'closeConversation' }, { type: 'systemMessage', text: 'Goodbye ' + input.payload.general.convId }]);
            }
            """);
        return $"--Accounts:Path={Path.Combine(folder.Path, "accounts")}";
    }

    private static void Write(DirectoryInfo folder, string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);
}
