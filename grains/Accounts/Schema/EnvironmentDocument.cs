using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

/// <summary><c>environments/*.yaml</c>.</summary>
[DisplayName("an environment")]
[Description("A set of variables that bots are linked to. Its id is the file's name.")]
public sealed record EnvironmentDocument : Document
{
    [Description("Name and value. Flows read them as {$env.name}. To customize the timeout or the message of interruptions, all three system variables are needed.")]
    [Required, RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    [KnownEntry(SystemVariables.Handle, "If true, the bot ignores consumer messages while it is responding to the consumer's last message; if false, every message is processed. Boolean, default true. False alone disables the behaviour.")]
    [KnownEntry(SystemVariables.Timeout, "How long the bot ignores consumer messages at most, in milliseconds: 1 to 300000. String, default 15000.")]
    [KnownEntry(SystemVariables.Message, "Sent in response to each interrupting message. String, default BLANK_MESSAGE, which means silence.")]
    public IReadOnlyDictionary<string, string>? Variables { get; init; }
}
