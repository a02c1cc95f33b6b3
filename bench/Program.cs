await Conversations.Bench.JournalRates.Run();
