using Conversations.Silo.Http.DirectLine;

namespace Conversations.Silo.Http.BotFramework;

/// <summary>Turns what a call of Direct Line or of the Bot Connector throws into a Bot Framework error.</summary>
internal abstract partial class BotFrameworkFaults(ILogger logger) : IEndpointFilter
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
            var fault = Explain(e, http.Request);
            AddHeaders(http.Response.Headers, fault.Status);
            return Results.Json(new ErrorBody(new(fault.Code, fault.Message)), DirectLineJson.Relaxed.ErrorBody, statusCode: fault.Status);
        }
    }

    /// <summary>What a caller is told whom a grain refused.</summary>
    protected abstract BotFrameworkFault Refused();

    /// <summary>What to do about a fault that passes by itself; null when it does not.</summary>
    protected abstract string? AdviceFor(Exception e);

    protected virtual void AddHeaders(IHeaderDictionary headers, int status) { }

    private BotFrameworkFault Explain(Exception e, HttpRequest request)
    {
        switch (e)
        {
            case BotFrameworkFault fault:
                return fault;
            case CallerRefusedException:
                return Refused();
            case BadHttpRequestException bad:
                return bad.StatusCode is 413 ? BotFrameworkFault.TooLarge(bad.Message) : BotFrameworkFault.Bad(bad.Message);
            case var passing when AdviceFor(passing) is { } advice:
                LogUnavailable(logger, request.Method, request.Path, e.Message);
                return new(503, "ServiceUnavailable", advice);
            default:
                LogFault(logger, e, request.Method, request.Path);
                return new(500, "ServiceError", "The service has a fault; its log says which.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} could not be confirmed: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFault(ILogger logger, Exception exception, string method, string path);
}
