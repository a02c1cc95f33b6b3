using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Webhooks;

/// <summary>Straight on the rules.</summary>
public class When_a_conversation_has_webhooks
{
    private static readonly Webhook Messages = Make("messages", "messagePublished");

    [Fact]
    public void it_is_told_of_what_it_wants()
    {
        var talk = Begin(Messages);
        talk.Say("hello");
        var delivery = Assert.Single(Pending(talk));
        Assert.Equal(("messages", 0L), (delivery.WebhookId, delivery.FromVersion));
        Assert.Equal(talk.State.Version - 1, delivery.ToVersion);
    }

    [Fact]
    public void it_is_not_told_of_what_it_does_not_want()
    {
        var talk = Begin(Make("ends", "conversationClosed.v1"));
        talk.Say("hello");
        Assert.Empty(Pending(talk));
        talk.Tell(new CloseConversation { By = CloseReason.Agent });
        Assert.Single(Pending(talk));
    }

    [Fact]
    public void what_comes_meanwhile_follows_when_the_delivery_is_settled()
    {
        var talk = Begin(Messages);
        talk.Say("one");
        var first = Pending(talk).Single();
        talk.Say("two");
        talk.Say("three");
        Assert.Equal(first, Pending(talk).Single());
        Settle(talk, first, first.ToVersion);
        var second = Assert.Single(Pending(talk));
        Assert.Equal(first.ToVersion, second.FromVersion);
        Assert.NotEqual(first.Key, second.Key);
        Settle(talk, second, second.ToVersion);
        Assert.Empty(Pending(talk));
    }

    [Fact]
    public void telling_it_is_nothing_to_tell()
    {
        var talk = Begin(Make("everything", "*"));
        var first = Assert.Single(Pending(talk));
        Settle(talk, first, first.ToVersion);
        Assert.Empty(Pending(talk));
    }

    [Fact]
    public void a_delivery_that_took_a_part_is_followed_by_the_rest()
    {
        var talk = Begin(Messages);
        talk.Say("one");
        talk.Say("two");
        var first = Pending(talk).Single();
        Settle(talk, first, first.ToVersion - 1);
        Assert.Equal(first.ToVersion - 1, Assert.Single(Pending(talk)).FromVersion);
    }

    [Fact]
    public void one_that_is_made_later_begins_with_what_happens_next()
    {
        var talk = new Talk(Talk.Account());
        talk.Say("before");
        var before = talk.State.Version;
        talk.Served = talk.Served with { Webhooks = [Messages with { CreatedAt = Talk.Nine.AddSeconds(1) }] };
        talk.At(20).Say("after");
        Assert.InRange(Assert.Single(Pending(talk)).FromVersion, before, talk.State.Version - 2);
    }

    [Fact]
    public void a_server_that_learns_of_one_late_tells_it_all_the_same()
    {
        var talk = new Talk(Talk.Account());
        talk.Say("unheard of");
        talk.Served = talk.Served with { Webhooks = [Messages] };
        talk.Say("heard of");
        Assert.Equal(0, Assert.Single(Pending(talk)).FromVersion);
    }

    [Fact]
    public void one_that_is_switched_off_is_told_later_what_it_missed()
    {
        var talk = Begin(Messages);
        talk.Say("one");
        var first = Pending(talk).Single();
        talk.Served = talk.Served with { Webhooks = [Messages with { Enabled = false }] };
        Settle(talk, first, first.ToVersion);
        talk.Say("two");
        Assert.Empty(Pending(talk));
        talk.Served = talk.Served with { Webhooks = [Messages] };
        talk.Say("three");
        Assert.Equal(first.ToVersion, Assert.Single(Pending(talk)).FromVersion);
    }

    [Fact]
    public void each_is_told_by_itself()
    {
        var talk = Begin(Messages, Make("ends", "conversationClosed"));
        talk.Say("one");
        talk.Tell(new CloseConversation { By = CloseReason.Agent });
        Assert.Equal(["messages", "ends"], Pending(talk).Select(p => p.WebhookId));
    }

    [Fact]
    public void without_any_nothing_is_kept()
    {
        var talk = new Talk(Talk.Account());
        talk.Say("hello");
        Assert.Empty(talk.State.Webhooks);
        Assert.DoesNotContain(talk.Events, e => e is EffectStarted);
    }

    [Fact]
    public void private_lines_are_nothing_for_a_consumers_webhook()
    {
        var filter = new WebhookFilter { Events = [WebhookFilter.Any], ConsumerOnly = true };
        var said = new MessagePublished { At = Talk.Nine, Message = Line(Audience.AgentsAndManagers) };
        Assert.False(filter.Wants(said));
        Assert.True(filter.Wants(said with { Message = Line(Audience.All) }));
        Assert.False(filter.Wants(new VariablesSet { At = Talk.Nine, Values = ImmutableDictionary<string, string>.Empty }));
    }

    private static Message Line(Audience audience) => new()
    {
        Seq = 1, From = new Participant { Id = "anna", Role = Role.AssignedAgent }, Text = "psst", SentAt = Talk.Nine, Audience = audience,
    };

    private static Talk Begin(params Webhook[] webhooks) => new(Talk.Account() with { Webhooks = [.. webhooks] });

    private static ImmutableArray<WebhookDelivery> Pending(Talk talk) => [.. talk.State.Effects.OfType<WebhookDelivery>()];

    private static void Settle(Talk talk, WebhookDelivery delivery, long to) => talk.Tell(new SettleEffect
    {
        Key = delivery.Key, Outcome = new EffectOutcome { Succeeded = true, DeliveredTo = to },
    });

    private static Webhook Make(string id, params string[] events) => new()
    {
        Id = id, Url = "https://example.test/", Filter = new() { Events = [.. events] }, Secret = "0123456789abcdef", Enabled = true, CreatedAt = Talk.Nine,
    };
}
