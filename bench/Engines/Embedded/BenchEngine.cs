using Conversations.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Bench;

/// <summary>The engine that runs the grains which are measured: the embedded one.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly EmbeddedEngine _engine;

    private BenchEngine(IServiceCollection world, EmbeddedEngineOptions? options)
    {
        _services = world.BuildServiceProvider();
        _engine = new(_services, options);
    }

    public IGrainFactory Grains => _engine;

    public int ActivationCount => _engine.ActivationCount;

    public static Task<BenchEngine> Start(IServiceCollection world) => Task.FromResult(new BenchEngine(world, null));

    public static BenchEngine Start(IServiceCollection world, EmbeddedEngineOptions options) => new(world, options);

    public ValueTask DisposeAsync()
    {
        // Not stopped grain by grain: nothing is pending but what shall never end.
        _engine.Crash();
        return _services.DisposeAsync();
    }
}
