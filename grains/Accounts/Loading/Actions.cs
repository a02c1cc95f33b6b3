using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>The actions of a step, those in branches included.</summary>
internal static class Actions
{
    public static IEnumerable<ActionDocument> All(StepDocument step) => All(step.PreActions).Concat(All(step.PostActions));

    private static IEnumerable<ActionDocument> All(IReadOnlyList<ActionDocument>? actions) =>
        (actions ?? []).SelectMany(a => Branches(a).SelectMany(All).Prepend(a));

    public static IReadOnlyList<ActionDocument>?[] Branches(ActionDocument action) =>
        [action.Integration?.OnSuccess, action.Integration?.OnFailure, action.SendToChatInstance?.OnSuccess, action.SendToChatInstance?.OnFailure];
}
