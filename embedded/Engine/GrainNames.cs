using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>Names that Orleans gives to grain classes and interfaces.</summary>
internal static class GrainNames
{
    public static string OfInterface(Type grainInterface) =>
        grainInterface.GetCustomAttribute<AliasAttribute>()?.Alias ?? grainInterface.FullName ?? grainInterface.Name;

    public static string OfClass(Type grainClass)
    {
        if (grainClass.GetCustomAttribute<GrainTypeAttribute>() is { } named)
            return named.GrainType.ToString();
        var name = grainClass.Name.ToLowerInvariant();
        const string Suffix = "grain";
        return name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name;
    }
}

/// <summary>The activation behind a grain object.</summary>
internal static class GrainContextOf
{
    public static Activation Activation(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain.GrainContext as Activation ?? throw new InvalidOperationException(
            $"{grain.GetType().Name} was made with 'new'; ask a grain factory for it (GetGrain).");
    }
}

/// <summary>A reference without an interface, which <c>AsReference</c> turns into one with.</summary>
internal sealed class PlainReference(ReferenceSeed seed) : EmbeddedReference(seed)
{
    protected override Type Interface => typeof(IAddressable);
}

/// <summary>The reference through which the engine delivers reminders.</summary>
internal sealed class RemindableReference(ReferenceSeed seed) : EmbeddedReference(seed), IRemindable
{
    private static readonly GrainMethod Receive = new(
        typeof(IRemindable), nameof(IRemindable.ReceiveReminder), CallFlags.None, typeof(string), typeof(TickStatus));

    protected override Type Interface => typeof(IRemindable);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Send(new Call0(reminderName, status));

    private sealed class Call0(string name, TickStatus status) : Request(Receive)
    {
        protected override int ArgumentCount => 2;
        protected override object? Argument(int index) => index == 0 ? name : status;
        protected override Task Call(object target) => ((IRemindable)target).ReceiveReminder(name, status);
    }
}
