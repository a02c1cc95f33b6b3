namespace Conversations.Silo.Hosting;

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
