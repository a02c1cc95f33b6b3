using Conversations.Silo.Bots.BotFramework.Tokens;
using Conversations.Silo.Http.DirectLine;

namespace Conversations.Silo.Http.Connector;

/// <summary>
/// Turns what a Bot Connector call throws into a Bot Framework error. What passes by itself is 503 with <c>Retry-After</c>: bots on the Bot
/// Framework SDK send it again then. Those on the Agents SDK never do, and tell the consumer that something went wrong.
/// </summary>
internal sealed partial class ConnectorFaults(ILogger<ConnectorFaults> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Most likely nobody reads it. A server that stops may still send it, though, and an empty 200 would pass for an answer.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            return new ConnectorErrorResult(Explain(e, http));
        }
    }

    private ConnectorFault Explain(Exception e, HttpContext http)
    {
        switch (e)
        {
            case ConnectorFault fault:
                return fault;
            case CallerRefusedException:
                return ConnectorFault.NotFound();
            case BadHttpRequestException bad:
                return bad.StatusCode is 413 ? ConnectorFault.TooLarge(bad.Message) : ConnectorFault.Bad(bad.Message);
            case IssuerUnavailableException:
                LogUnavailable(logger, http.Request.Method, http.Request.Path, e.Message);
                return new(503, "ServiceUnavailable", "The bot's token can't be verified now; send it again after a moment.");
            case var passing when PassingFaults.Passes(passing):
                LogUnavailable(logger, http.Request.Method, http.Request.Path, e.Message);
                return new(503, "ServiceUnavailable", "Send it again after a moment; it is heard once.");
            default:
                LogFault(logger, e, http.Request.Method, http.Request.Path);
                return new(500, "ServiceError", "The service has a fault; its log says which.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} could not be confirmed: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFault(ILogger logger, Exception exception, string method, string path);
}

internal sealed class ConnectorErrorResult(ConnectorFault fault) : IResult
{
    private const string RetryAfterSeconds = "1";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = fault.Status;
        if (fault.Status is StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = RetryAfterSeconds;
        if (fault.Status is StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        return response.WriteAsJsonAsync(new ErrorBody(new(fault.Code, fault.Message)), DirectLineJson.Relaxed.ErrorBody, cancellationToken: httpContext.RequestAborted);
    }
}
