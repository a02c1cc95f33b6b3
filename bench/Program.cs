using Conversations.Bench;

if (args is ["grain-call", ..])
    await GrainCalls.Run();
else
    await JournalRates.Run();
