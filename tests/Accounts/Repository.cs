using System.Runtime.CompilerServices;

namespace Conversations.Tests.Accounts;

/// <summary>Files of the repository, found from where this one was compiled.</summary>
internal static class Repository
{
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(here, "..", "..", ".."));
}
