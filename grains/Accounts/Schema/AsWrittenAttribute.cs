namespace Conversations.Accounts.Schema;

/// <summary>The value is taken as it was written, whatever it is: its meaning is checked by whoever asked for it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsWrittenAttribute : Attribute;
