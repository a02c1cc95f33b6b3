using System.Globalization;

namespace Conversations.Silo.Http.Bodies;

/// <summary>Reads the query of a v1 call as strictly as a body.</summary>
internal static class QueryParameters
{
    public static void RefuseUnknown(IQueryCollection query, string[] known, FieldChecks checks)
    {
        foreach (var name in query.Keys)
        {
            checks.When(!known.Contains(name, StringComparer.OrdinalIgnoreCase),
                FieldFault.Invalid(name, $"'{name}' is not known here; allowed are {string.Join(", ", known)}."));
        }
    }

    public static int Limit(string? text, int largest, int fallback, FieldChecks checks)
    {
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }
        var good = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= largest;
        checks.When(!good, FieldFault.Invalid("limit", $"'limit' must be a whole number from 1 to {largest}."));
        return good ? limit : fallback;
    }

    /// <summary>A position: a whole number from 0; 0 when absent.</summary>
    public static long Position(string field, string? text, FieldChecks checks)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }
        var good = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position);
        checks.When(!good, FieldFault.Invalid(field, $"'{field}' must be a whole number from 0."));
        return good ? position : 0;
    }
}
