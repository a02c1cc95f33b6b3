namespace Conversations.Silo.Http.V1;

/// <summary>The stable codes beside <see cref="RefusalCodes"/>, and the status of each. Source: contract, Errors.</summary>
internal static class ProblemCodes
{
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string UnknownAddress = "unknown_address";
    public const string UnknownBot = "unknown_bot";
    public const string RateLimited = "rate_limited";
    /// <summary>The account's folder is not for this server to write.</summary>
    public const string ConfigurationReadOnly = "configuration_read_only";
    /// <summary>The account has another version by now.</summary>
    public const string ConfigurationChanged = "configuration_changed";
    public const string InvalidConfiguration = "invalid_configuration";
    /// <summary>It is unknown whether the call was carried out; repeating it with the same clientMessageId is safe.</summary>
    public const string JournalUnavailable = "journal_unavailable";
    public const string Internal = "internal_error";

    public static (int Status, string Title) Describe(string code) => code switch
    {
        RefusalCodes.MissingField => (400, "A required field is missing"),
        RefusalCodes.InvalidField => (400, "A field has a value it can't have"),
        RefusalCodes.UnknownSkill => (400, "The account has no such skill"),
        RefusalCodes.UnknownAgent => (400, "The account has no such agent"),
        InvalidConfiguration => (400, "The configuration has faults"),
        Unauthorized => (401, "A key is needed"),
        Forbidden => (403, "The key does not open this"),
        RefusalCodes.UnknownConversation => (404, "No such conversation"),
        RefusalCodes.UnknownFunction => (404, "No such function"),
        RefusalCodes.UnknownDeployment => (404, "The function has no such deployment"),
        RefusalCodes.UnknownInvocation => (404, "No such invocation"),
        RefusalCodes.UnknownWebhook => (404, "No such webhook"),
        RefusalCodes.UnknownDeadLetter => (404, "No such dead letter"),
        UnknownBot => (404, "No such third-party bot"),
        UnknownAddress => (404, "Nothing is served here"),
        RefusalCodes.ConversationClosed => (409, "The conversation has ended"),
        RefusalCodes.AlreadyAssigned => (409, "Another agent has the conversation"),
        RefusalCodes.AgentUnavailable => (409, "The agent takes no more conversations"),
        RefusalCodes.NotWaiting => (409, "The conversation waits for nobody"),
        RefusalCodes.MovedOn => (409, "The conversation has gone on"),
        RefusalCodes.NotDeployed => (409, "The function is not deployed"),
        RefusalCodes.EventConflict => (409, "Another function is on the event"),
        RefusalCodes.FunctionInFolder => (409, "The function lies in the account's folder"),
        RefusalCodes.TooManyWebhooks => (409, "The account has as many webhooks as it may have"),
        RefusalCodes.WebhookDisabled => (409, "The webhook is switched off"),
        ConfigurationReadOnly => (409, "The configuration can't be written here"),
        ConfigurationChanged => (409, "The configuration has changed"),
        RefusalCodes.PayloadTooLarge => (413, "Too large"),
        RateLimited => (429, "Too many tries"),
        RefusalCodes.Overloaded => (503, "Too much to do at the moment"),
        JournalUnavailable => (503, "The journal can't be reached"),
        Internal => (500, "The service has a fault"),
        // A code of the core that came later than this table: the call was refused, so the caller has to change something.
        _ => (400, "The call was refused"),
    };
}
