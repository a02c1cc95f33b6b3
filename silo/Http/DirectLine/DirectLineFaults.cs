namespace Conversations.Silo.Http.DirectLine;

/// <summary>Turns what a Direct Line call throws into a Direct Line error.</summary>
internal sealed partial class DirectLineFaults(ILogger<DirectLineFaults> logger) : IEndpointFilter
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
            return new DirectLineErrorResult(Explain(e, http));
        }
    }

    private DirectLineFault Explain(Exception e, HttpContext http)
    {
        switch (e)
        {
            case DirectLineFault fault:
                return fault;
            case CallerRefusedException:
                return DirectLineFault.Forbidden();
            case BadHttpRequestException bad:
                return bad.StatusCode is 413 ? DirectLineFault.TooLarge(bad.Message) : DirectLineFault.Bad(bad.Message);
            case var passing when PassingFaults.Passes(passing):
                LogUnavailable(logger, http.Request.Method, http.Request.Path, e.Message);
                return new(503, "ServiceUnavailable", "Send it again with the same clientActivityID; it is kept once.");
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

internal sealed class DirectLineErrorResult(DirectLineFault fault) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = fault.Status;
        return httpContext.Response.WriteAsJsonAsync(
            new ErrorBody(new(fault.Code, fault.Message)), DirectLineJson.Relaxed.ErrorBody, cancellationToken: httpContext.RequestAborted);
    }
}
