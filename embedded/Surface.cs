namespace Orleans
{
    public interface IAddressable { }
    public interface IGrain : IAddressable { }
    public interface IGrainWithStringKey : IGrain { }
    public interface IGrainWithIntegerKey : IGrain { }
    public interface IGrainObserver : IAddressable { }
    [AttributeUsage(AttributeTargets.All)] public sealed class GenerateSerializerAttribute : Attribute { }
    [AttributeUsage(AttributeTargets.All)] public sealed class IdAttribute(uint id) : Attribute { public uint Id { get; } = id; }
    [AttributeUsage(AttributeTargets.All)] public sealed class AliasAttribute(string alias) : Attribute { public string Alias { get; } = alias; }
    [AttributeUsage(AttributeTargets.All)] public sealed class ImmutableAttribute : Attribute { }
}
namespace Orleans.Runtime { internal static class Placeholder; }
namespace Orleans.Concurrency
{
    [AttributeUsage(AttributeTargets.All)] public sealed class AlwaysInterleaveAttribute : Attribute { }
    [AttributeUsage(AttributeTargets.All)] public sealed class ReadOnlyAttribute : Attribute { }
    [AttributeUsage(AttributeTargets.All)] public sealed class OneWayAttribute : Attribute { }
    [AttributeUsage(AttributeTargets.All)] public sealed class ReentrantAttribute : Attribute { }
    [AttributeUsage(AttributeTargets.All)] public sealed class StatelessWorkerAttribute : Attribute { }
}
