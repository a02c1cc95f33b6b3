return await Conversations.Silo.Hosting.SiloApp.Run(args, Console.Error);
