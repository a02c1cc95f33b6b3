using System.Collections.Immutable;
using Conversations.Effects;
using Conversations.Functions;

namespace Conversations.Bots;

/// <summary>Runs the functions that bots invoke. What a function answers changes nothing in the conversation; that it failed may.</summary>
internal sealed class BotInvocationRunner(FunctionRunner runner, FunctionVersions versions, TimeProvider time)
{
    public async Task<EffectOutcome> Run(ConversationKey conversation, InvokeFunction call, IGrainFactory grains, CancellationToken cancellation)
    {
        var target = await grains.GetGrain<IFunctionCatalogGrain>(conversation.Account).FindFunction(call.Function);
        if (target is null || await versions.Find(conversation.Account, target) is not { } definition)
        {
            return EffectOutcome.Failed(FunctionErrors.NotDeployed, $"There is no deployed function '{call.Function}'.");
        }
        var key = $"{conversation}/{call.Key}";
        var began = time.GetUtcNow();
        var invocation = new FunctionInvocation
        {
            Account = conversation.Account, Definition = definition, Payload = call.Payload ?? "null", Conversation = conversation.Conversation,
            Headers = ImmutableDictionary<string, string>.Empty.Add("X-Request-ID", $"{conversation.Conversation}/{call.Key}"),
            Seed = FunctionInvocation.SeedOf(key), IdempotencyKey = key, Now = began,
        };
        var run = await runner.Run(invocation, cancellation);
        Invocations.Record(grains, invocation, target with { Version = FunctionVersion.Of(definition) }, run, new() { At = began });
        return run.Succeeded ? EffectOutcome.Done : EffectOutcome.Failed(run.ErrorCode!, run.ErrorMessage!);
    }
}
