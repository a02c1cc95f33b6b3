using System.Collections.Immutable;
using Conversations.Accounts.Loading;
using Conversations.Journal;

namespace Conversations.Accounts;

/// <summary>Answers from the journal's index and from the loader; it keeps nothing, so any number of it run at once.</summary>
[StatelessWorker]
public sealed class AccountGrain(IConversationJournal journal) : Grain, IAccountGrain
{
    /// <inheritdoc/>
    public async Task<ConversationList> List(ConversationFilter filter)
    {
        var query = new ConversationQuery
        {
            Account = this.GetPrimaryKeyString(),
            State = filter.State,
            SkillId = filter.SkillId,
            AgentId = filter.AgentId,
            ConsumerId = filter.ConsumerId,
            Text = filter.Text,
            Cursor = filter.Cursor,
            Limit = filter.Limit,
        };
        var page = await Read(query);
        return new ConversationList { Conversations = [.. page.Conversations.Select(Summary)], Next = page.Next };
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ConfigurationProblem>> Check(ImmutableDictionary<string, string> files)
    {
        // Whether a secret is set on this server is not for the caller to find out: each counts as set.
        var loading = AccountLoader.Load(this.GetPrimaryKeyString(), files, static _ => "set");
        return Task.FromResult<ImmutableArray<ConfigurationProblem>>([.. loading.Problems.Select(Problem)]);
    }

    private async Task<ConversationPage> Read(ConversationQuery query)
    {
        try
        {
            return await journal.List(query);
        }
        catch (ArgumentException e) when (query.Cursor is not null)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static ConfigurationProblem Problem(AccountProblem problem) => new()
    {
        Path = problem.File,
        Line = problem.Line,
        Message = problem.Severity is ProblemSeverity.Warning ? $"Warning: {problem.Message}" : problem.Message,
    };

    private static ConversationSummary Summary(ListedConversation listed) => new()
    {
        Id = listed.Id,
        State = listed.Index.State,
        ConsumerId = listed.Index.ConsumerId,
        SkillId = listed.Index.SkillId,
        AssignedAgentId = listed.Index.AgentId,
        Version = listed.Version,
        CreatedAt = listed.Index.CreatedAt,
    };
}
