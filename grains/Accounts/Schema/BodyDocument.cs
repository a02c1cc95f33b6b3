using System.ComponentModel;

namespace Conversations.Accounts.Schema;

/// <summary>The body of an integration, already the template that <see cref="IntegrationAction.Body"/> holds.</summary>
[Description("A mapping or list, sent as JSON, or a text. Variables are written {name} and JSON-escaped; {{ and }} are literal braces.")]
public sealed record BodyDocument : Document
{
    public string Template { get; init; } = "";
}
