namespace Conversations.Tests.Engines.Embedded.Webhooks;

/// <summary>Nothing lost, nothing out of order, nothing private to a consumer's webhook, over receivers that fail and processes that die.</summary>
public class Random_deliveries(ITestOutputHelper output)
{
    private const int Worlds = 300;

    [Fact]
    public void keep_the_laws()
    {
        var (crashes, dead, secrets, failures, taken) = (0, 0, 0, 0, 0);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var world = new WebhookWorld(seed);
            try
            {
                world.Run();
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"World {seed} breaks a law. {fault.Message}", fault);
            }
            crashes += world.Crashes;
            dead += world.DeadLetters;
            secrets += world.PrivateLines;
            failures += world.Receiver.Failures;
            taken += world.Receiver.Took.Count;
        }
        output.WriteLine($"{Worlds} worlds: {crashes} crashes, {taken} requests taken, {failures} failed, {dead} dead letters sent again, {secrets} private lines.");
        // It would prove nothing if none of it had happened.
        Assert.All([crashes, dead, secrets, failures, taken], count => Assert.True(count > 10));
    }
}
