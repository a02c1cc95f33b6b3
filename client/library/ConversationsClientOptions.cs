namespace Conversations.Client;

/// <summary>How <see cref="HttpConversationsClient"/> reaches the service.</summary>
public sealed class ConversationsClientOptions
{
    /// <summary>Where the service listens.</summary>
    /// <value>An absolute http or https address without a path. Default <c>http://127.0.0.1:5080</c>.</value>
    public Uri Server { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>The account.</summary>
    /// <value>Required.</value>
    public string Account { get; set; } = "";

    /// <summary>An API key of the account.</summary>
    /// <value>Required. It is sent as <c>Authorization: Bearer</c>, so use https beyond this machine.</value>
    public string Key { get; set; } = "";

    /// <summary>How often a call is tried in all when repeating it is safe.</summary>
    /// <value>1 to 20. Default 4. A reconnecting watch has no limit.</value>
    public int Attempts { get; set; } = 4;

    /// <summary>How long one attempt may take.</summary>
    /// <value>Above zero. Default 30 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the second attempt; it doubles from one to the next, and a random half of it is left out.</summary>
    /// <value>Above zero. Default 200 ms.</value>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between attempts, and between reconnections of a watch.</summary>
    /// <value>At least <see cref="FirstDelay"/>. Default 10 s.</value>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A watch that heard nothing for so long takes its connection for dead. The service sends a sign of life every 15 s.</summary>
    /// <value>Above zero. Default 45 s.</value>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Every fault of the options, each with what to write instead; empty when there is none.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (Server is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            faults.Add($"Server is '{Server}'; give an address such as http://127.0.0.1:5080.");
        }
        Demand(!string.IsNullOrWhiteSpace(Account), "Account is missing; give the account's id.");
        Demand(!string.IsNullOrWhiteSpace(Key), "Key is missing; give an API key of the account.");
        Demand(Key is not null && !Key.Any(char.IsControl), "Key has a line break or another control character; take it out.");
        Demand(Attempts is >= 1 and <= 20, $"Attempts is {Attempts}; give 1 to 20 (default 4).");
        Demand(Timeout > TimeSpan.Zero, $"Timeout is {Timeout}; give a time span above zero (default 00:00:30).");
        Demand(FirstDelay > TimeSpan.Zero, $"FirstDelay is {FirstDelay}; give a time span above zero (default 00:00:00.2).");
        Demand(LongestDelay >= FirstDelay, $"LongestDelay is {LongestDelay}; give at least FirstDelay (default 00:00:10).");
        Demand(SilenceLimit > TimeSpan.Zero, $"SilenceLimit is {SilenceLimit}; give a time span above zero (default 00:00:45).");
        return faults;

        void Demand(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }
}
