using System.ComponentModel;

namespace Conversations.Accounts.Schema;

[DisplayName("close")]
[Description("Closes the conversation. It has no settings.")]
public sealed record CloseDocument : Document;
