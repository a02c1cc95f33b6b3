using System.ComponentModel;

namespace Conversations.Accounts.Schema;

/// <summary>A text for every language (under the key <c>""</c>), or one for each.</summary>
[Description("A text of at most 8000 characters for every language, or a mapping of language to text. Variables are written {name}; {{ and }} are literal braces.")]
public sealed record TextDocument : Document
{
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
}
