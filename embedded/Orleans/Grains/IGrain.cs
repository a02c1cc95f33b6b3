using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Something that can be called by reference: a grain or an observer.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Marks an interface through which a grain is called. Declare <see cref="IGrainWithStringKey"/> or
    /// <see cref="IGrainWithIntegerKey"/> rather than this one, so that a key can be given.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain that is named by a text.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain that is named by a 64 bit number.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>A grain that is named by a GUID.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>Marks an interface through which grains tell objects that are no grains: pass what
    /// <see cref="IGrainFactory.CreateObjectReference{TGrainObserverInterface}"/> returns, never the object itself.</summary>
    public interface IGrainObserver : IAddressable;

    /// <summary>A grain that wants reminders: ticks that survive the process.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>Called when a reminder of this grain is due. An exception is logged and the next tick comes as planned.</summary>
        /// <param name="reminderName">The name it was registered under.</param>
        /// <param name="status">When it was to come first, how often, and when this tick was due.</param>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }
}
