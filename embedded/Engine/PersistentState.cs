using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace Conversations.Embedded;

/// <summary>A stored state of one activation. One operation at a time, in the order in which they were asked for.</summary>
internal sealed class PersistentState<TState> : IPersistentState<TState>
{
    private static readonly bool HasConstructor = typeof(TState).IsValueType || typeof(TState).GetConstructor(Type.EmptyTypes) is not null;
    private readonly Activation _activation;
    private readonly string _name;
    private readonly IGrainStorage _storage;
    private readonly GrainState<TState> _state = new(MakeEmpty());
    private Task _last = Task.CompletedTask;
    private bool _isRead;

    public PersistentState(Activation activation, IPersistentStateConfiguration configuration)
    {
        (_activation, _name) = (activation, configuration.StateName);
        _storage = (string.IsNullOrWhiteSpace(configuration.StorageName)
            ? activation.ActivationServices.GetService<IGrainStorage>()
            : activation.ActivationServices.GetKeyedService<IGrainStorage>(configuration.StorageName))
            ?? throw new BadProviderConfigException(
                $"The state '{_name}' of {activation.GrainId} is to be in the {(configuration.StorageName is { } asked ? $"storage '{asked}'" : "default storage")}, "
                + "which is not registered; call AddGrainStorage with that name.");
    }

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _isRead ? _state.RecordExists : throw new InvalidOperationException(
        $"The state '{_name}' of {_activation.GrainId} has not been read yet; it has been when OnActivateAsync runs.");

    public Task ReadStateAsync() => Next("ReadStateAsync", static async self =>
    {
        await self._storage.ReadStateAsync(self._name, self._activation.GrainId, self._state);
        self._isRead = true;
        if (!self._state.RecordExists && self._state.State is null)
            self._state.State = MakeEmpty();
    });

    public Task WriteStateAsync() => Next("WriteStateAsync", static self => self._storage.WriteStateAsync(self._name, self._activation.GrainId, self._state));

    public Task ClearStateAsync() => Next("ClearStateAsync", static self => self._storage.ClearStateAsync(self._name, self._activation.GrainId, self._state));

    private Task Next(string operation, Func<PersistentState<TState>, Task> run) => _last = After(_last, operation, run);

    private async Task After(Task before, string operation, Func<PersistentState<TState>, Task> run)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await run(this);
        }
        catch (Exception error) when (error is not OrleansException)
        {
            EngineLog.StorageFailed(_activation.Engine.Log, error, operation, _name, _activation.GrainId);
            throw new OrleansException($"{operation} of the state '{_name}' of {_activation.GrainId} failed: {error.Message}", error);
        }
    }

    private static TState MakeEmpty() =>
        HasConstructor ? Activator.CreateInstance<TState>() : (TState)RuntimeHelpers.GetUninitializedObject(typeof(TState));
}
