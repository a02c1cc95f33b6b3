using System.Collections.Immutable;
using Conversations.Bots;

namespace Conversations.Simulation;

/// <summary>Says what the functions of an account answer.</summary>
public interface IFunctionScript
{
    /// <summary>What a function answers to an event.</summary>
    /// <param name="notice">The event.</param>
    /// <param name="function">The function that is deployed on it.</param>
    /// <param name="number">The how-many-th invocation of this function it is, from 1; a repeat after a crash counts.</param>
    FunctionScriptAnswer Answer(EventNotice notice, string function, int number);

    /// <summary>What a function answers to a bot's invocation.</summary>
    FunctionScriptAnswer Answer(InvokeFunction call, int number);
}

/// <summary>What a function answers, and after how long.</summary>
public sealed record FunctionScriptAnswer(TimeSpan Takes, EffectOutcome Outcome);

/// <summary>The answers that a scenario gives for functions by name; one that it does not name asks for nothing.</summary>
internal sealed class ScriptedFunctions(ImmutableDictionary<string, ImmutableArray<FunctionScriptAnswer>> answers) : IFunctionScript
{
    public static ScriptedFunctions None { get; } = new(ImmutableDictionary<string, ImmutableArray<FunctionScriptAnswer>>.Empty);

    public FunctionScriptAnswer Answer(EventNotice notice, string function, int number) =>
        answers.TryGetValue(function, out var scripted)
            ? scripted[Math.Min(number, scripted.Length) - 1]
            : new FunctionScriptAnswer(TimeSpan.Zero, new EffectOutcome { Succeeded = true, Answer = new FunctionAnswer { Function = function } });

    public FunctionScriptAnswer Answer(InvokeFunction call, int number) =>
        answers.TryGetValue(call.Function, out var scripted)
            ? scripted[Math.Min(number, scripted.Length) - 1]
            : new FunctionScriptAnswer(TimeSpan.Zero, EffectOutcome.Done);
}
