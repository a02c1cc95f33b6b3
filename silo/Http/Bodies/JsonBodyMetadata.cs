namespace Conversations.Silo.Http.Bodies;

/// <summary>Describes the JSON body of a call.</summary>
internal static class JsonBodyMetadata
{
    // "*/*" because routing holds requests to what is described: without it, JSON that is sent under another content type, as
    // curl -d does, would find no call at all.
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder call) where T : notnull =>
        call.Accepts<T>("application/json", "*/*");
}
