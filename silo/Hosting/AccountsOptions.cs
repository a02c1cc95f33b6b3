namespace Conversations.Silo.Hosting;

/// <summary>Where accounts are.</summary>
internal sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>A folder with one folder per account. Default <c>accounts</c>.</summary>
    public string Path { get; set; } = "accounts";
}
