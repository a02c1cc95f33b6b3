using Conversations.Accounts.Loading;
using Conversations.Silo.Http.V1;

namespace Conversations.Silo.Accounts;

/// <summary>Replaces the folder of an account, one replacement at a time.</summary>
internal sealed class ConfigurationChanges(FolderAccounts accounts)
{
    private readonly Lock _changing = new();

    /// <summary>The files of the account's folder and their version.</summary>
    /// <exception cref="ProblemException">The account has no folder.</exception>
    public (IReadOnlyDictionary<string, string> Files, string Version) Read(string account)
    {
        var files = accounts.Root.FilesOf(account) ?? throw new ProblemException(ProblemCodes.ConfigurationReadOnly, "The account is not kept in a folder of this server.");
        return (files, ConfigurationReview.VersionOf(files));
    }

    /// <summary>Checks everything, replaces the folder and reads it. When this returns without an error, the account is as the files say.</summary>
    /// <param name="account">The account.</param>
    /// <param name="files">All files of the account.</param>
    /// <param name="version">The version that they are made from; null for any.</param>
    /// <exception cref="ProblemException">The folder has another version by now, or can't be written.</exception>
    public (ConfigurationReview Review, string Version) Replace(string account, IReadOnlyDictionary<string, string> files, string? version)
    {
        lock (_changing)
        {
            var current = Read(account).Version;
            if (version is not null && version != current)
            {
                throw new ProblemException(ProblemCodes.ConfigurationChanged, "The account was changed after this version was read; read it again and repeat the change.");
            }
            var review = accounts.Review(account, files);
            if (review.Refused)
            {
                return (review, current);
            }
            Write(account, review);
            accounts.Reload();
            return (review, Read(account).Version);
        }
    }

    private void Write(string account, ConfigurationReview review)
    {
        try
        {
            FolderReplacement.Replace(accounts.Root.FolderOf(account), accounts.Root.SetAside(account), review.Files);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(
                ProblemCodes.ConfigurationReadOnly,
                $"The account's folder can't be replaced from here ({fault.Message.TrimEnd('.')}); nothing was changed. Change it where it comes from.");
        }
    }
}
