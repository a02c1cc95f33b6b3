using System.Net.Sockets;
using Conversations.Silo.Storage;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

/// <summary>Says in a sentence why the server did not start.</summary>
internal static class StartFaults
{
    /// <summary>The host logs a failed start with its stack; what the operator needs is printed instead.</summary>
    public static void AddQuietStartFaults(this WebApplicationBuilder builder) =>
        builder.Logging
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", OnlyWarnings)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", OnlyWarnings);

    private static bool OnlyWarnings(LogLevel level) => level is LogLevel.Warning;

    public static string Explain(Exception e) => e switch
    {
        OptionsValidationException options => string.Join(' ', options.Failures),
        AggregateException { InnerExceptions: { Count: > 0 } all } => string.Join(' ', all.Select(Explain)),
        JournalCannotOpenException => e.Message,
        IOException when Cause<SocketException>(e) is { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"{e.Message.TrimEnd('.')}; stop the other program, or choose another address with --urls http://127.0.0.1:5081.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "The address to listen on needs rights that this user does not have; choose a port above 1023 with --urls.",
        InvalidOperationException or FormatException or InvalidDataException or IOException or SocketException => e.Message,
        _ => $"{e.GetType().Name}: {e.Message}",
    };

    private static T? Cause<T>(Exception e) where T : Exception
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found)
            {
                return found;
            }
        }
        return null;
    }
}
