namespace Conversations.Accounts.Loading;

/// <summary>The folder that holds one folder per account, and beside it the one that is being replaced.</summary>
public sealed class AccountsRoot
{
    private const string Aside = ".before";

    /// <param name="path">Absolute, or from the working directory.</param>
    public AccountsRoot(string path) => Folder = Path.GetFullPath(path);

    /// <summary>Absolute.</summary>
    public string Folder { get; }

    /// <summary>The folder of an account, whether or not it is there.</summary>
    public string FolderOf(string id) => Path.Combine(Folder, id);

    /// <summary>Where the folder of an account is while another takes its place.</summary>
    public string SetAside(string id) => Path.Combine(Folder, $".{id}{Aside}");

    /// <summary>The files of an account's folder as they are now, by their path; null when there is no such folder.</summary>
    public IReadOnlyDictionary<string, string>? FilesOf(string id) =>
        AccountPath.IsId(id) && Directory.Exists(FolderOf(id)) ? AccountFolder.Read(FolderOf(id), new()) : null;

    /// <summary>The folders of all accounts.</summary>
    /// <exception cref="IOException">They can't be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">This program may not list them.</exception>
    internal string[] Folders() => [.. Directory.GetDirectories(Folder).Where(f => Path.GetFileName(f)[0] is not '.')];

    /// <summary>The accounts whose folder was set aside when the program ended, with nothing in its place.</summary>
    /// <inheritdoc cref="Folders" path="/exception"/>
    internal string[] HalfReplaced() =>
    [
        .. Directory.GetDirectories(Folder).Select(f => Path.GetFileName(f))
            .Where(name => name is ['.', ..] && name.EndsWith(Aside, StringComparison.Ordinal) && name.Length > Aside.Length)
            .Select(name => name[1..^Aside.Length])
            .Where(id => AccountPath.IsId(id) && !Directory.Exists(FolderOf(id))),
    ];

    /// <summary>Undoes half a replacement.</summary>
    internal void PutBack(string id) => Directory.Move(SetAside(id), FolderOf(id));
}
