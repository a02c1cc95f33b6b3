System.Console.WriteLine("Conversations");
