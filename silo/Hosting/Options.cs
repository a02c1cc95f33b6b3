namespace Conversations.Silo.Hosting;

/// <summary>Where conversations are kept.</summary>
internal sealed class JournalOptions
{
    public const string Section = "Journal";

    /// <summary>
    /// Of a PostgreSQL database (<c>Host=...;Database=...</c>) or an SQLite file (<c>Data Source=...</c>). Default: a file below the
    /// folder where the server is started.
    /// </summary>
    public string ConnectionString { get; set; } = "Data Source=./data/conversations.db";

    /// <summary>Whether it names a server, which several processes can use, and not a file.</summary>
    public bool IsShared => Storage.JournalRegistration.IsPostgres(ConnectionString);
}

/// <summary>Where accounts are.</summary>
internal sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>A folder with one folder per account. Default <c>accounts</c>.</summary>
    public string Path { get; set; } = "accounts";
}

/// <summary>The Direct Line surface.</summary>
internal sealed class DirectLineOptions
{
    public const string Section = "DirectLine";

    /// <summary>Signs tokens, at least 32 characters. Default: a random key that is kept in the journal.</summary>
    public string? SigningKey { get; set; }

    /// <summary>The largest upload in bytes, all its files together. 1 KB to 1 GB. Default 10 MB.</summary>
    public long UploadLimit { get; set; } = 10 * 1024 * 1024;

    /// <summary>Where uploads are kept. Default: <c>uploads</c> beside the SQLite file. Not used with PostgreSQL, which keeps them in the database.</summary>
    public string UploadFolder { get; set; } = "";

    /// <summary>Origins whose pages may call, divided by commas; <c>*</c> for any. Default <c>*</c>.</summary>
    public string Origins { get; set; } = "*";

    /// <summary>The address under which clients reach the server, for example <c>https://chat.example.com</c>. Default: the one of each request.</summary>
    public string? PublicUrl { get; set; }

    public string[] AllowedOrigins => Origins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
