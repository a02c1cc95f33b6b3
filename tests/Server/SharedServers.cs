[assembly: AssemblyFixture(typeof(Conversations.Tests.Servers.PostgresServer.Keeper))]
