namespace Conversations.Routing;

/// <summary>Giving those who wait to agents, strictly one after the other: so the order of the line is the order of service.</summary>
internal sealed partial class SkillQueueGrain
{
    private async Task Assign()
    {
        while (!_isOver && _line.Next(time.GetUtcNow()) is not null && Skill is { AssignsAutomatically: true, Bot: null })
        {
            string[] agents = [.. accounts.Find(_key.Account)!.Agents.Values.Where(a => a.Skills.Contains(_key.Id)).Select(a => a.Id)];
            await AskAgents(agents);
            // One who came meanwhile may be more pressing than all who were there.
            await AskConversations();
            if (_line.Next(time.GetUtcNow()) is not { } entry || _loads.Best(agents) is not { } agent) return;
            await Serve(entry.Conversation, agent);
        }
    }

    private async Task AskAgents(string[] agents)
    {
        foreach (var some in agents.Where(a => !_loads.Knows(a)).Chunk(AskedAtOnce))
        {
            foreach (var (agent, view, offers) in await Task.WhenAll(some.Select(AskAgent))) _loads.Heard(agent, view, offers);
        }
    }

    // One who can't be asked has no room until the next look.
    private async Task<(string Agent, AgentView? View, int Offers)> AskAgent(string agent)
    {
        var offers = _loads.Offers(agent);
        try
        {
            return (agent, await Agent(agent).Read(), offers);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogAgentFailed(log, _key.Account, _key.Id, agent, fault);
            return (agent, null, offers);
        }
    }

    private async Task Serve(string conversation, string agent)
    {
        var offers = _loads.Offers(agent);
        if (await Reserve(conversation, agent) is not { } until)
        {
            _loads.HasNoRoom(agent, offers);
            return;
        }
        _loads.Took(agent);
        Receipt receipt;
        try
        {
            receipt = await Conversation(conversation).Assign(new() { AgentId = agent, ReservedUntil = until, FromQueue = _key.Id });
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It may be assigned or not: it is asked, and the agent asks it before giving the room back.
            LogNotAssigned(log, _key.Account, _key.Id, conversation, agent, fault);
            _line.SetAside(conversation, time.GetUtcNow());
            _inquiries.Add(conversation);
            _pace.Fails();
            return;
        }
        _ = Settle(conversation, agent, until);
        // The reservation ran out on its way; any other refusal says that it does not wait here.
        if (receipt.Refusal?.Code is RefusalCodes.AgentUnavailable) _line.SetAside(conversation, time.GetUtcNow());
        else _line.Remove(conversation);
    }

    private async Task<DateTimeOffset?> Reserve(string conversation, string agent)
    {
        try
        {
            return await Agent(agent).Reserve(conversation, transfer: false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogAgentFailed(log, _key.Account, _key.Id, agent, fault);
            return null;
        }
    }

    // The queue goes on meanwhile. An agent who does not hear of it asks the conversation when the reservation has run out.
    private async Task Settle(string conversation, string agent, DateTimeOffset until)
    {
        try
        {
            await Agent(agent).Release(conversation, until);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogAgentFailed(log, _key.Account, _key.Id, agent, fault);
        }
    }

    private IAgentGrain Agent(string id) => GrainFactory.GetGrain<IAgentGrain>(RoutingKey.Text(_key.Account, id));
}
