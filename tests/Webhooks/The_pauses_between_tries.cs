using Conversations.Webhooks;

namespace Conversations.Tests.Webhooks;

public class The_pauses_between_tries
{
    [Fact]
    public void grow_to_a_minute_and_end_after_ten_tries()
    {
        Assert.Equal(10, WebhookPauses.Tries);
        int[] least = [1, 2, 4, 8, 16, 30, 60, 60, 60];
        for (var tries = 1; tries < WebhookPauses.Tries; tries++)
        {
            Assert.InRange(WebhookPauses.After(tries, "acme/c1/e1").TotalSeconds, least[tries - 1], least[tries - 1] * 1.2);
        }
    }

    [Fact]
    public void differ_from_delivery_to_delivery_and_never_for_one()
    {
        Assert.Equal(WebhookPauses.After(9, "acme/c1/e1"), WebhookPauses.After(9, "acme/c1/e1"));
        Assert.True(Enumerable.Range(0, 100).Select(i => WebhookPauses.After(9, $"acme/c{i}/e1")).Distinct().Count() > 50);
    }
}
