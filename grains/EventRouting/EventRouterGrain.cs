using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Effects;
using Conversations.Functions;

namespace Conversations.EventRouting;

/// <summary>
/// From an event to its function and back to commands. Before each try the catalog is asked, so that what was undeployed is not
/// invoked any more. Source: SEED2, error handling.
/// </summary>
[StatelessWorker, Reentrant]
internal sealed class EventRouterGrain(FunctionRunner runner, FunctionVersions versions, RunningEffects effects, TimeProvider time) : Grain, IEventRouterGrain
{
    /// <summary>The waits before the second, third and fourth try.</summary>
    internal static readonly ImmutableArray<TimeSpan> Pauses = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    public async Task<EffectOutcome> Route(string conversation, EventNotice notice)
    {
        var account = this.GetPrimaryKeyString();
        for (var attempt = 1; ; attempt++)
        {
            var target = await GrainFactory.GetGrain<IFunctionCatalogGrain>(account).Find(notice.MessagingEvent, notice.SkillId);
            if (target is null || await versions.Find(account, target) is not { } definition)
            {
                return new EffectOutcome { Succeeded = true, Answer = new FunctionAnswer() };
            }
            var ran = target with { Version = FunctionVersion.Of(definition) };
            var outcome = await Try(account, conversation, notice, ran, definition, attempt);
            if (outcome.Succeeded || attempt > Pauses.Length || !IsWorthTrying(outcome.Error!)) return outcome;
            await Task.Delay(Pauses[attempt - 1], time, effects.GivenUp);
        }
    }

    public Task<EffectOutcome> Invoke(string conversation, InvokeFunction call) =>
        new BotInvocationRunner(runner, versions, time).Run(new ConversationKey(this.GetPrimaryKeyString(), conversation), call, GrainFactory, effects.GivenUp);

    private async Task<EffectOutcome> Try(
        string account, string conversation, EventNotice notice, FunctionTarget target, FunctionDefinition definition, int attempt)
    {
        var key = $"{account}/{conversation}/{notice.Key}";
        var began = time.GetUtcNow();
        var invocation = new FunctionInvocation
        {
            Account = account, Definition = definition, Payload = notice.Payload, Conversation = conversation,
            Headers = ImmutableDictionary<string, string>.Empty.Add("X-Request-ID", $"{conversation}/{notice.Key}"),
            Seed = FunctionInvocation.SeedOf(key), IdempotencyKey = key, Now = began,
        };
        var run = await runner.Run(invocation, effects.GivenUp);
        var answer = run.Succeeded ? CallbackResult.Read(run.Result) : new FunctionAnswer();
        var id = Invocations.Record(
            GrainFactory, invocation, target, run, new() { At = began, EventType = notice.Type, SkillId = notice.SkillId, Attempt = attempt },
            [.. answer.Commands.Select(c => c.Type)]);
        answer = answer with { Function = target.Function, Invocation = id, Attempts = attempt };
        return run.Succeeded
            ? new EffectOutcome { Succeeded = true, Answer = answer }
            : new EffectOutcome { Succeeded = false, Error = run.ErrorCode, Detail = run.ErrorMessage, Answer = answer };
    }

    // The next try would be told the same.
    private static bool IsWorthTrying(string error) => error is not (FunctionErrors.NotDeployed or FunctionErrors.Missing or FunctionErrors.BadInput);
}
