using Conversations.Bench;

(string Name, Func<Task> Run)[] parts =
[
    ("journal", JournalRates.Run),
    ("turns", TurnRates.Run),
    ("postgres", PostgresRates.Run),
    ("timers", TimerLateness.Run),
    ("functions", FunctionRates.Run),
    ("events", EventRates.Run),
    ("bots", BotRates.Run),
    .. EngineParts.All,
];
foreach (var part in parts.Where(part => args.Length is 0 || args.Contains(part.Name)))
{
    await part.Run();
    Console.WriteLine();
}
