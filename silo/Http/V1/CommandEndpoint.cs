using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Commands as functions return them, from programs: all or none, in the order systemMessage, transfer, closeConversation. Source: SEED2.</summary>
internal static class CommandEndpoint
{
    private const string Header = "Idempotency-Key";
    private const int Most = 100;
    private static readonly string[] Parameters = ["commandId"];

    public static void MapCommands(this RouteGroupBuilder account) =>
        account.MapPost("/conversations/{conversation}/commands", Apply)
            .Takes<CommandBody[]>().Produces<ConversationAnswer>()
            .WithSummary("Carries out commands, a list or one; the first of each type counts; the same Idempotency-Key again changes nothing");

    private static async Task<IResult> Apply(string account, string conversation, string? commandId, HttpContext http, ConversationCalls conversations)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.ReadOneOrMany(http.Request, V1Json.Relaxed.CommandBodyArray);
        var given = http.Request.Headers[Header].ToString() is { Length: > 0 } header ? header : commandId;
        Check(body, given, http.Request.Query, caller);
        var key = V1Endpoints.Key(account, conversation);
        var command = new ApplyCommands { Commands = [.. body.Select(Command)], CommandId = string.IsNullOrEmpty(given) ? null : given };
        // An empty list asks for nothing, as from a function.
        if (body.Length > 0) await Tell(key, command, conversations, http.RequestAborted);
        return await ConversationEndpoints.Show(key, conversations, http.RequestAborted);
    }

    // Without an id of the caller's a repeat could not be told from the same again.
    private static async Task Tell(ConversationKey key, ApplyCommands command, ConversationCalls conversations, CancellationToken cancellation) =>
        (command.CommandId is null
            ? await conversations.CallOnce(key, grain => grain.Apply(command))
            : await conversations.Call(key, grain => grain.Apply(command), cancellation)).Accepted();

    private static void Check(CommandBody[] body, string? id, IQueryCollection query, V1Caller caller)
    {
        var checks = new FieldChecks().Short(Header, id).When(body.Length > Most, FieldFault.Invalid("", $"There are {body.Length} commands; at most {Most} are allowed."));
        QueryParameters.RefuseUnknown(query, Parameters, checks);
        for (var i = 0; i < body.Length && i < Most; i++) Check(body[i], $"[{i}]", checks);
        checks.ThrowIfAny();
        // An agent's key hands over and closes; it speaks with POST messages, as an agent.
        if (caller.Role is AccessRole.Agent && body.Any(c => c.Type is CallbackType.SystemMessage))
        {
            throw new ProblemException(ProblemCodes.Forbidden, "A key with the role 'agent' can't send a systemMessage; use POST messages.");
        }
    }

    private static void Check(CommandBody? command, string path, FieldChecks checks)
    {
        var type = command?.Type ?? CallbackType.Unspecified;
        checks.Required($"{path}.type", type is not CallbackType.Unspecified);
        if (type is CallbackType.SystemMessage) checks.Required($"{path}.text", !string.IsNullOrWhiteSpace(command!.Text)).Text($"{path}.text", command.Text);
        if (type is CallbackType.Transfer) checks.Required($"{path}.skillId", Given(command!.SkillId) is not null || Given(command.AgentId) is not null);
    }

    private static CallbackCommand Command(CommandBody body) => new()
    {
        Type = body.Type!.Value, Text = body.Text, SkillId = Given(body.SkillId), AgentId = Given(body.AgentId),
    };

    private static string? Given(WireId? id) => string.IsNullOrWhiteSpace(id?.Text) ? null : id.Value.Text;
}
