namespace Conversations.Simulation;

/// <summary>The API call that sends a message to a chat instance, with the checks that the server makes. Source: SEED3.</summary>
internal static class ChatInstances
{
    private static readonly Participant Service = new() { Id = "system", Role = Role.System };

    public static Receipt Send(Simulator simulator, ChatInstanceStep step)
    {
        if (string.IsNullOrWhiteSpace(step.Message)) return Missing("message");
        if (string.IsNullOrWhiteSpace(step.ChatInstanceId)) return Missing("chatInstanceId");
        return simulator.Tell(step.ChatInstanceId, new PublishMessage { From = Service, Text = step.Message, ClientMessageId = step.MessageId });
    }

    private static Receipt Missing(string field) => new()
    {
        Refusal = new Refusal { Code = RefusalCodes.MissingField, Detail = $"'{field}' is missing or blank." },
    };
}
