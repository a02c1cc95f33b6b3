using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>
/// An agent who leaves note after note in one conversation after another, as fast as they are acknowledged: so at every instant some
/// commit is under way, and the acknowledgement of another one.
/// </summary>
internal sealed class Annotator(IConversationsClient client, string name, IReadOnlyList<string> conversations)
{
    private readonly Speaker _speaker = new(client, new Participant { Id = name, Role = Role.Agent });

    public IEnumerable<Sent> Acknowledged => _speaker.Acknowledged;

    public async Task Annotate(Task enough, CancellationToken cancellation)
    {
        for (var i = 0; !enough.IsCompleted; i++)
        {
            await _speaker.Say(conversations[i % conversations.Count], $"note {i}", Audience.AgentsAndManagers, cancellation);
        }
    }
}
