using Conversations.Cli;

return await CommandLine.Run(args, Surroundings.OfThisProcess());
