using System.CommandLine;
using System.CommandLine.Parsing;

namespace Conversations.Cli;

/// <summary>How a command is called after the program's name.</summary>
internal static class CommandPath
{
    /// <summary>Such as <c>functions put</c>; empty for the program itself.</summary>
    public static string Of(CommandResult result) => result.Command is RootCommand ? ""
        : result.Parent is CommandResult parent && Of(parent) is { Length: > 0 } path ? $"{path} {result.Command.Name}"
        : result.Command.Name;
}
