using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace Conversations.Silo.Storage.GrainState;

/// <summary>
/// Grain state as JSON in the service's database. The ETag is the version of its row. A state must keep what it does not know
/// (<see cref="Conversations.Storage.StoredState"/>), or a server of an older version would lose what a newer one wrote.
/// </summary>
internal sealed class JsonGrainStorage(IGrainStateRows rows) : IGrainStorage
{
    /// <summary>JSON with the names of <see cref="Json"/>. Another way of writing gets another number, and the reader knows both.</summary>
    internal const int Format = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check<T>();
        var row = await rows.Read(grainId.ToString(), stateName);
        grainState.State = row?.Data is { } data ? Decode<T>(stateName, grainId, row.Format, data) : Activator.CreateInstance<T>();
        grainState.ETag = row is null ? null : Text(row.Version);
        grainState.RecordExists = row?.Data is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check<T>();
        await Write(stateName, grainId, grainState, JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json));
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Write(stateName, grainId, grainState, null);
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = false;
    }

    private async Task Write<T>(string name, GrainId grain, IGrainState<T> state, byte[]? data)
    {
        var expected = Version(state.ETag);
        if (!await rows.Write(grain.ToString(), name, expected, Format, data))
        {
            var stored = (await rows.Read(grain.ToString(), name))?.Version;
            throw new InconsistentStateException(
                $"The state '{name}' of {grain} has been stored by another activation; call again, the next activation begins with it.",
                stored is { } version ? Text(version) : null, state.ETag);
        }
        state.ETag = Text(expected + 1);
    }

    private static T? Decode<T>(string name, GrainId grain, int format, byte[] data) => format is Format
        ? JsonSerializer.Deserialize<T>(data, Json)
        : throw new InvalidDataException($"The state '{name}' of {grain} has format {format} and this program knows {Format}; start the newer program that wrote it.");

    private static void Check<T>()
    {
        if (!Json.GetTypeInfo(typeof(T)).Properties.Any(p => p.IsExtensionData))
        {
            throw new InvalidOperationException(
                $"{typeof(T)} would lose what a newer version wrote; derive it from {nameof(Conversations.Storage.StoredState)}.");
        }
    }

    private static long Version(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
