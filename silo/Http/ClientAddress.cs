namespace Conversations.Silo.Http;

/// <summary>The IP address that a request came from.</summary>
internal static class ClientAddress
{
    /// <summary>Null where there is none. An IPv4 address is one also when it came in over IPv6.</summary>
    public static string? Of(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address?.ToString(),
    };
}
