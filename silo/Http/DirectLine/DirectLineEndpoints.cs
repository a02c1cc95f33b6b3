using Conversations.Silo.Hosting;
using Conversations.Silo.Http.Access;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Direct Line 3.0: <c>/v3/directline</c>. Pages of other origins call it, so every path answers preflights.</summary>
internal static class DirectLineEndpoints
{
    public const string CorsPolicy = "directline";

    public static void AddDirectLineCors(this IServiceCollection services, DirectLineOptions options) =>
        services.AddCors(cors => cors.AddPolicy(CorsPolicy, policy =>
        {
            _ = options.AllowedOrigins is ["*"] ? policy.AllowAnyOrigin() : policy.WithOrigins(options.AllowedOrigins);
            policy.WithMethods("GET", "POST", "OPTIONS")
                .WithHeaders("authorization", "content-type", "x-ms-bot-agent", "x-requested-with", "accept")
                .SetPreflightMaxAge(TimeSpan.FromDays(1));
        }));

    public static void MapDirectLine(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v3/directline")
            .RequireCors(CorsPolicy)
            .AddEndpointFilter<RouteGroupBuilder, DirectLineFaults>()
            .AddEndpointFilter<RouteGroupBuilder, CredentialReading>()
            .WithTags("Direct Line 3.0");
        group.MapTokens();
        group.MapStart();
        group.MapReconnect();
        group.MapActivities();
        group.MapUploads();
        group.MapDownloads();
        group.MapStream();
        group.Map("/{**rest}", Nothing).ExcludeFromDescription();
    }

    // OPTIONS without the headers of a preflight is a question that some proxies ask.
    private static IResult Nothing(HttpContext http) =>
        HttpMethods.IsOptions(http.Request.Method) ? Results.NoContent() : throw new BotFrameworkFault(404, "NotFound", $"{http.Request.Method} {http.Request.Path} is not served; Direct Line 3.0 is.");
}
