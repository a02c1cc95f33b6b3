namespace Conversations.Accounts.Loading;

/// <summary>Where the accounts' folders are. Section <c>Accounts</c> of the configuration.</summary>
public sealed record FolderAccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>The folder that holds one folder per account. Default <c>accounts</c>.</summary>
    public string Path { get; init; } = "accounts";

    /// <summary>Whether changes are picked up by themselves. Without it, <see cref="FolderAccounts.Reload"/> does. Default true.</summary>
    public bool Watch { get; init; } = true;

    /// <summary>How long a folder must be quiet before it is read, so that several files saved together are one change.</summary>
    /// <value>Above zero. Default 300 ms.</value>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often the folders are read even when nothing was reported: not every file system reports changes.</summary>
    /// <value>Above zero. Default 10 s.</value>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where keys and secrets from the environment are looked up. Default: the process.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
}
