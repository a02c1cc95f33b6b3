using Conversations.Silo.Hosting;

namespace Conversations.Silo.Http.Operators;

/// <summary>What is for operators alone.</summary>
internal static class OperatorEndpoints
{
    public static IServiceCollection AddOperators(this IServiceCollection services)
    {
        services.AddChecked<OperatorsOptions, OperatorsOptionsCheck>(OperatorsOptions.Section);
        return services.AddSingleton<WrongTries>().AddSingleton<OperatorAccess>();
    }

    /// <summary>Every endpoint of the group, whatever it is made of, answers to operators only.</summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint =>
        {
            var served = endpoint.RequestDelegate ?? throw new InvalidOperationException($"{endpoint.DisplayName} serves nothing that could be guarded.");
            endpoint.RequestDelegate = http => Guard(http, served);
        });
        return endpoints;
    }

    private static Task Guard(HttpContext http, RequestDelegate next) =>
        http.RequestServices.GetRequiredService<OperatorAccess>().Refusal(http) is { } refusal ? refusal.ExecuteAsync(http) : next(http);
}
