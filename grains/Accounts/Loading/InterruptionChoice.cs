using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>What a bot does with interruptions: its own word and its environment's, which must not contradict each other.</summary>
internal static class InterruptionChoice
{
    public static InterruptionRules Of(Sheet<BotDocument> bot, EnvironmentReading? environment)
    {
        var rules = environment?.Rules ?? InterruptionRules.Default;
        if (PolicyOf(bot.Document.Interruptions) is not { } policy)
        {
            return rules;
        }

        if (Contradicts(policy, environment?.Handle))
        {
            var handle = environment!.Handle is true ? "true" : "false";
            var meaning = environment.Handle is true ? "ignore" : "process";
            bot.Problems.Error(
                bot.Document.LineOf("interruptions"),
                $"'interruptions: {bot.Document.Interruptions}' contradicts '{SystemVariables.Handle}: {handle}' in environments/{environment.Id}.yaml, "
                + $"which means '{meaning}'; write 'interruptions: {meaning}', or remove that variable from the environment");
        }

        return rules with { Policy = policy };
    }

    private static bool Contradicts(InterruptionPolicy policy, bool? handle) => handle switch
    {
        true => policy is not InterruptionPolicy.Ignore,
        false => policy is not InterruptionPolicy.Process,
        null => false,
    };

    private static InterruptionPolicy? PolicyOf(string? word) => word switch
    {
        "ignore" => InterruptionPolicy.Ignore,
        "queue" => InterruptionPolicy.Queue,
        "process" => InterruptionPolicy.Process,
        _ => null,
    };
}
