using Conversations.Functions;
using Conversations.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Functions.Host;

/// <summary>Registers what runs functions.</summary>
internal static class FunctionRuntimeServices
{
    public static IServiceCollection AddFunctionRuntime(this IServiceCollection services)
    {
        services.AddChecked<FunctionHostOptions, FunctionHostOptionsCheck>(FunctionHostOptions.Section);
        services.AddSingleton<JavaScriptRuntime>();
        services.AddSingleton<IFunctionRuntime>(provider => provider.GetRequiredService<JavaScriptRuntime>());
        services.AddHostedService<FunctionHostStart>();
        return services;
    }
}

/// <summary>Starts the function hosts with the silo when the settings say so. When they can't be started the silo runs without.</summary>
internal sealed partial class FunctionHostStart(JavaScriptRuntime runtime, IOptions<FunctionHostOptions> options, ILogger<FunctionHostStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.StartWithSilo)
        {
            return;
        }
        try
        {
            await runtime.Start();
        }
        catch (FunctionHostMissingException fault)
        {
            LogMissing(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "JavaScript functions will fail: {Reason}")]
    private partial void LogMissing(string reason);
}
