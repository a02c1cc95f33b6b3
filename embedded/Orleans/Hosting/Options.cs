namespace Orleans.Configuration
{
    /// <summary>When idle activations are collected.</summary>
    public class GrainCollectionOptions
    {
        /// <summary>Default of <see cref="CollectionQuantum"/>: 1 minute.</summary>
        public static readonly TimeSpan DEFAULT_COLLECTION_QUANTUM = TimeSpan.FromMinutes(1);

        /// <summary>Default of <see cref="ActivationTimeout"/>: 30 seconds.</summary>
        public static readonly TimeSpan DEFAULT_ACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);

        /// <summary>Default of <see cref="DeactivationTimeout"/>: 30 seconds.</summary>
        public static readonly TimeSpan DEFAULT_DEACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);

        /// <summary>How often idle activations are looked for. An activation is never collected before its age, and at the
        /// latest two quanta after it.</summary>
        public TimeSpan CollectionQuantum { get; set; } = DEFAULT_COLLECTION_QUANTUM;

        /// <summary>Time without a call after which an activation is collected. Default 15 minutes.</summary>
        public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

        /// <summary>Other ages for some grain classes, by the full name of the class.</summary>
        public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = [];

        /// <summary>When the token given to OnActivateAsync is cancelled.</summary>
        public TimeSpan ActivationTimeout { get; set; } = DEFAULT_ACTIVATION_TIMEOUT;

        /// <summary>When the token given to OnDeactivateAsync is cancelled.</summary>
        public TimeSpan DeactivationTimeout { get; set; } = DEFAULT_DEACTIVATION_TIMEOUT;
    }

    /// <summary>Limits of calls.</summary>
    public abstract class MessagingOptions
    {
        private protected MessagingOptions()
        {
        }

        /// <summary>A caller gets a <see cref="TimeoutException"/> when no answer has come by then. Default 30 seconds. A
        /// deadlock between grains shows in this way.</summary>
        public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
    }

    /// <summary>Limits of calls in a silo.</summary>
    public class SiloMessagingOptions : MessagingOptions;
}

namespace Orleans.Hosting
{
    /// <summary>Limits of reminders.</summary>
    public sealed class ReminderOptions
    {
        /// <summary>Registering a shorter period is refused. Default 1 minute.</summary>
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
    }
}
