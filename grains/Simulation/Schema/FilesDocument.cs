using System.ComponentModel;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

/// <summary>Files of an account, each as its text or as the mapping that stands in it.</summary>
[Description("Path and content: a mapping, a text, or null for a file that is taken away.")]
[AsWritten]
public sealed record FilesDocument : Document;
