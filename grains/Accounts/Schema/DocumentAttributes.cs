namespace Conversations.Accounts.Schema;

/// <summary>The value may be written without the mapping around it: <c>say: Hello</c> for <c>say: {text: Hello}</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortFormAttribute(string property) : Attribute
{
    /// <summary>The property that takes the value.</summary>
    public string Property { get; } = property;
}

/// <summary>Exactly one of the keys is given; it says what the entry is.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExactlyOneKeyAttribute : Attribute;

/// <summary>The value is taken as it was written, whatever it is: its meaning is checked by whoever asked for it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsWrittenAttribute : Attribute;

/// <summary>A key that has a meaning of its own in a mapping with free keys.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class KnownEntryAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;
}

/// <summary>A text of no characters is a value too; it stands for one that is not there.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MayBeEmptyAttribute : Attribute;
