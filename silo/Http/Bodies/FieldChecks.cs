namespace Conversations.Silo.Http.Bodies;

/// <summary>Collects what is wrong with a request, so that the caller hears of all of it at once.</summary>
internal sealed class FieldChecks
{
    public const int LongestText = 8_000;
    private const int LongestId = 200;
    private const int LongestEncodedMetadata = 5_000;
    private readonly List<FieldFault> _faults = [];

    public IReadOnlyList<FieldFault> Faults => _faults;

    /// <summary>An id that must be there, 1 to 200 characters.</summary>
    public FieldChecks Id(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            _faults.Add(FieldFault.Missing(field));
            return this;
        }
        return Short(field, value);
    }

    /// <summary>A text of at most 200 characters that may be absent.</summary>
    public FieldChecks Short(string field, string? value) =>
        When(value?.Length > LongestId, FieldFault.Invalid(field, $"'{field}' has {value?.Length} characters; at most {LongestId} are allowed."));

    public FieldChecks Text(string field, string? value) =>
        When(value?.Length > LongestText, FieldFault.TooLarge(field, $"'{field}' has {value?.Length} characters; at most {LongestText} are allowed. Send it in parts."));

    public FieldChecks EncodedMetadata(string field, string? value) =>
        When(value?.Length > LongestEncodedMetadata, FieldFault.TooLarge(field, $"'{field}' has {value?.Length} characters; at most {LongestEncodedMetadata} are allowed."))
        .When(value is { Length: <= LongestEncodedMetadata } && !System.Buffers.Text.Base64.IsValid(value), FieldFault.Invalid(field, $"'{field}' must be base64."));

    public FieldChecks Required(string field, bool present) => When(!present, FieldFault.Missing(field));

    public FieldChecks When(bool wrong, FieldFault fault)
    {
        if (wrong)
        {
            _faults.Add(fault);
        }
        return this;
    }

    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new V1.ProblemException(_faults);
        }
    }
}
