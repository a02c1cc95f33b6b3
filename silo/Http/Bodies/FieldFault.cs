namespace Conversations.Silo.Http.Bodies;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">Its path, for example <c>consumer.id</c>; empty for the body as a whole.</param>
/// <param name="Code">A stable code of the contract.</param>
/// <param name="Message">A sentence that says what to do.</param>
internal sealed record FieldFault(string Field, string Code, string Message)
{
    public static FieldFault Invalid(string field, string message) => new(field, RefusalCodes.InvalidField, message);

    public static FieldFault Missing(string field) => new(field, RefusalCodes.MissingField, $"'{field}' is missing or blank; give it a value.");

    public static FieldFault TooLarge(string field, string message) => new(field, RefusalCodes.PayloadTooLarge, message);
}
