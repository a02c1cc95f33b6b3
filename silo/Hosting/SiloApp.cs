using Conversations.Silo.Bots;
using Conversations.Silo.Engines;
using Conversations.Silo.Functions;
using Conversations.Silo.Hosting.Stopping;
using Conversations.Silo.Http.Connector;
using Conversations.Silo.Http.DirectLine;
using Conversations.Silo.Http.Operations;
using Conversations.Silo.Http.V1;
using Conversations.Silo.Storage.GrainState;
using Conversations.Silo.Webhooks;

namespace Conversations.Silo.Hosting;

/// <summary>Puts the server together.</summary>
internal static class SiloApp
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Where the engine shows itself to operators.</summary>
    public const string DashboardPath = "/dashboard";

    /// <param name="args">The command line.</param>
    /// <param name="world">Registers what the server stands on; <see cref="SiloServices.AddWorld"/> when absent.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? world = null)
    {
        // The settings of the program lie beside it; those of the operator in the folder where it is started, and win.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration
            .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        Listen(builder);
        builder.AddQuietStartFaults();
        (world ?? SiloServices.AddWorld)(builder);
        builder.Services.AddGrainState();
        builder.Services.AddFunctions();
        builder.Services.AddWebhooks();
        builder.Services.AddBots();
        builder.AddEngine();
        builder.AddHttpServices();
        builder.AddDraining();
        var app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>Runs the server until it is told to stop; 1 when it could not start.</summary>
    public static async Task<int> Run(string[] args, TextWriter errors, CancellationToken stop = default)
    {
        try
        {
            await using var app = Build(args);
            await app.StartAsync(stop);
            await app.WaitForShutdownAsync(stop);
            return 0;
        }
        catch (Exception e)
        {
            await errors.WriteLineAsync($"Conversations did not start: {StartFaults.Explain(e)}");
            return 1;
        }
    }

    private static void Listen(WebApplicationBuilder builder)
    {
        string[] given = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        if (given.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    private static void Map(WebApplication app)
    {
        app.UseCors();
        app.UseWebSockets(Sockets(app.Configuration.DirectLine()));
        app.MapDirectLine();
        app.MapV1();
        app.MapConnector();
        app.MapHealth();
        app.MapDemoOrders();
        app.MapEngine();
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    private static WebSocketOptions Sockets(DirectLineOptions directLine)
    {
        // Pings find clients that vanished without a word; the empty frames of Direct Line are never answered.
        var sockets = new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(60) };
        foreach (var origin in directLine.AllowedOrigins)
        {
            sockets.AllowedOrigins.Add(origin);
        }
        return sockets;
    }
}
