using Conversations.Silo.Hosting;

try
{
    await using var app = SiloApp.Build(args);
    await app.StartAsync();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync($"Conversations did not start: {StartFaults.Explain(e)}");
    return 1;
}
