using System.Text;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Embedded;
using Conversations.Journal;
using Conversations.Tests.Conversing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Tests.Engines.Embedded;

public class When_a_snapshot_is_of_another_format
{
    [Theory]
    [InlineData("""{"format":0,"key":"x"}"""), InlineData("""{"key":"x","format":1}"""), InlineData("""{"format":99}"""), InlineData("{}")]
    public async Task the_state_is_made_anew_from_all_events(string snapshot)
    {
        var talk = new Talk(Talk.Account());
        talk.Say("hello");
        var disk = new InMemoryJournal();
        await disk.Append(new JournalAppend
        {
            Key = talk.State.Key,
            ExpectedVersion = 0,
            EventCount = talk.Events.Count,
            Events = JournalCodec.Encode([.. talk.Events]),
            Snapshot = Encoding.UTF8.GetBytes(snapshot),
            Index = new IndexEntry { State = ConversationState.Open, ConsumerId = "ann", CreatedAt = Talk.Nine },
        });
        await using var services = new ServiceCollection()
            .AddSingleton<IConversationJournal>(disk).AddSingleton<IAccounts>(new NoAccounts()).AddSingleton<IIntegrationClient>(new NoIntegrations())
            .AddSingleton(TimeProvider.System).AddSingleton<RunningEffects>().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).BuildServiceProvider();
        await using var engine = new EmbeddedEngine(services);
        var view = await engine.GetGrain<IConversationGrain>(talk.State.Key.ToString()).Read();
        Assert.Equal((talk.State.Version, talk.State.LastSeq), (view!.Version, view.LastSeq));
    }

    [Fact]
    public void one_of_this_format_is_used() =>
        Assert.True(JournalCodec.Fits(JournalCodec.EncodeSnapshot(new Talk(Talk.Account()).State)));

    private sealed class NoAccounts : IAccounts
    {
        public System.Collections.Immutable.ImmutableArray<Account> All => [];
        public Account? Find(string id) => null;
    }

    private sealed class NoIntegrations : IIntegrationClient
    {
        public Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration) => throw new NotSupportedException();
    }
}
