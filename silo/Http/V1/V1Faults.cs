namespace Conversations.Silo.Http.V1;

/// <summary>Turns what a v1 call throws into a problem.</summary>
internal sealed partial class V1Faults(ILogger<V1Faults> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Most likely nobody reads it. A server that stops may still send it, though, and an empty 200 would pass for an answer.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (!context.HttpContext.Response.HasStarted)
        {
            return Explain(e, context.HttpContext).AsResult();
        }
    }

    private Problem Explain(Exception e, HttpContext http) => e switch
    {
        ProblemException p => Problem.Of(p.Code, p.Message, p.Faults) is var problem && p.Status is { } status ? problem with { Status = status } : problem,
        JournalOverloadedException => Problem.Of(RefusalCodes.Overloaded, "Nothing was changed; send it again after a moment."),
        // Another server had the conversation first; the next try goes to it.
        VersionConflictException => Problem.Of(RefusalCodes.Overloaded, "Nothing was changed; send it again after a moment."),
        CallerRefusedException => Problem.Of(ProblemCodes.Forbidden, "The key is valid and does not open this."),
        _ when PassingFaults.Passes(e) => Unavailable(e, http),
        BadHttpRequestException b => Problem.Of(b.StatusCode is 413 ? RefusalCodes.PayloadTooLarge : RefusalCodes.InvalidField, b.Message),
        _ => Fault(e, http),
    };

    private Problem Unavailable(Exception e, HttpContext http)
    {
        LogUnavailable(logger, http.Request.Method, http.Request.Path, e.Message);
        return Problem.Of(ProblemCodes.JournalUnavailable, "It is unknown whether this was carried out; repeating it with the same clientMessageId is safe.");
    }

    private Problem Fault(Exception e, HttpContext http)
    {
        LogFault(logger, e, http.Request.Method, http.Request.Path);
        return Problem.Of(ProblemCodes.Internal, $"The service could not carry this out; its log has the reason under {http.TraceIdentifier}.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} could not be confirmed: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFault(ILogger logger, Exception exception, string method, string path);
}
