using Conversations.Tests.AccountFolders;
using Conversations.Tests.Servers;

namespace Conversations.Tests.RealClients;

/// <summary>What the machine has for clients from npm. A test that lacks something is skipped and says what to install.</summary>
internal static class NodeTools
{
    public static string Folder => Repository.Path("tests", "clients");

    /// <summary>Node itself, once the packages are there.</summary>
    public static string Node()
    {
        var node = Programs.Find("node");
        Assert.SkipWhen(node is null, "Node.js is missing: install it with npm (apt-get install nodejs npm) and build again.");
        Assert.SkipUnless(File.Exists(Path.Combine(Folder, "node_modules", ".installed")),
            "The packages in tests/clients could not be installed during the build: run 'npm ci && node bundle.mjs' there to see why, then build again.");
        return node!;
    }

    /// <summary>Where a bot or a server from npm lies, once its packages are there.</summary>
    public static string BotFolder(string sdk)
    {
        var folder = Path.Combine(Folder, sdk);
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "node_modules", ".installed")),
            $"The packages in tests/clients/{sdk} could not be installed during the build: run 'npm ci' there to see why, then build again.");
        return folder;
    }

    /// <summary>Node itself, once the packages of a folder of their own are there.</summary>
    public static string Node(string folder)
    {
        var node = Programs.Find("node");
        Assert.SkipWhen(node is null, "Node.js is missing: install it with npm (apt-get install nodejs npm) and build again.");
        BotFolder(folder);
        return node!;
    }

    public static string Chromium()
    {
        var browser = Programs.Find("chromium") ?? Programs.Find("chromium-browser") ?? Programs.Find("google-chrome");
        Assert.SkipWhen(browser is null, "There is no Chromium: install it (apt-get install chromium).");
        return browser!;
    }
}
