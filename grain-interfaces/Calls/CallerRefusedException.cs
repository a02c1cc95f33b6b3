namespace Conversations;

/// <summary>The caller belongs to another account, or to another conversation, than the grain it called. Nothing was done.</summary>
[GenerateSerializer, Alias("conversations.caller-refused.v1")]
public sealed class CallerRefusedException : Exception
{
    /// <inheritdoc/>
    public CallerRefusedException() { }
    /// <inheritdoc/>
    public CallerRefusedException(string message) : base(message) { }
    /// <inheritdoc/>
    public CallerRefusedException(string message, Exception innerException) : base(message, innerException) { }
}
