using System.Security.Cryptography;
using System.Text;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>
/// Reads an account's folder into memory and follows nothing out of it. Links that stay inside are followed, because
/// mounted configuration (Kubernetes) is made of such links.
/// </summary>
internal sealed class AccountFolder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _root;
    private readonly string _realRoot;
    private readonly ProblemList _problems;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    private AccountFolder(string root, ProblemList problems)
    {
        _root = Path.GetFullPath(root);
        _realRoot = RealPath(_root);
        _problems = problems;
    }

    /// <summary>Path to text of each file that belongs to the account; what can't be read is a problem.</summary>
    public static IReadOnlyDictionary<string, string> Read(string folder, ProblemList problems)
    {
        var reading = new AccountFolder(folder, problems);
        try
        {
            reading.ReadFolder("");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.In("account.yaml").Error(1, $"the account's folder can't be read: {fault.Message}");
        }

        return reading._files;
    }

    /// <summary>Differs when a file, or what is wrong with reading one, differs.</summary>
    public static string Fingerprint(IReadOnlyDictionary<string, string> files, IEnumerable<AccountProblem> problems)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var parts = files.SelectMany(f => new[] { f.Key, f.Value }).Concat(problems.Select(p => p.ToString()));
        foreach (var part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(Encoding.Unicode.GetBytes(part));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private void ReadFolder(string relative)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(_root, relative)).EnumerateFileSystemInfos())
        {
            var path = relative.Length is 0 ? entry.Name : $"{relative}/{entry.Name}";
            if (_files.Count >= AccountLimits.Files)
            {
                _problems.In("account.yaml").Error(1, $"the account has more than {AccountLimits.Files} files; split it into several accounts");
                return;
            }

            if (entry.Name[0] is not '.')
            {
                ReadEntry(entry, path);
            }
        }
    }

    private void ReadEntry(FileSystemInfo entry, string path)
    {
        var problems = _problems.In(path);
        if (!IsInside(entry, problems))
        {
            return;
        }

        if (entry is DirectoryInfo || Directory.Exists(entry.FullName))
        {
            // One level is known; a deeper or foreign folder is told once, not file by file.
            var (_, fault) = AccountPath.Of($"{path}/x.yaml");
            if (fault is null)
            {
                ReadFolder(path);
            }
            else
            {
                problems.Error(1, fault);
            }
        }
        else if (AccountPath.Of(path) is (null, { } fault))
        {
            problems.Error(1, fault);
        }
        else if (!path.EndsWith("README.md", StringComparison.Ordinal))
        {
            ReadFile(entry.FullName, path, problems);
        }
    }

    private bool IsInside(FileSystemInfo entry, FileProblems problems)
    {
        try
        {
            var inside = RealPath(entry.FullName).StartsWith(_realRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            if (!inside)
            {
                problems.Error(1, "this is a link that leads out of the account's folder; put the file itself here");
            }

            return inside;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Error(1, $"this can't be read: {fault.Message}");
            return false;
        }
    }

    private void ReadFile(string fullName, string path, FileProblems problems)
    {
        try
        {
            using var stream = new FileStream(fullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // One byte more than is allowed tells a file that is too large; one that grows meanwhile is read again later.
            var bytes = new byte[Math.Min(stream.Length, AccountLimits.FileBytes) + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > AccountLimits.FileBytes)
            {
                problems.Error(1, $"the file is larger than {AccountLimits.FileBytes} bytes; split it");
                return;
            }

            _files[path] = StrictUtf8.GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problems.Error(1, "the file is not UTF-8; save it as UTF-8");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Error(1, $"the file can't be read: {fault.Message}");
        }
    }

    /// <summary>The path with every link in it resolved.</summary>
    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            real = info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : next;
        }

        return real;
    }
}
