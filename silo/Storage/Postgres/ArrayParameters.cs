using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

internal static class ArrayParameters
{
    /// <summary>Adds a list as the next parameter, an array of its type.</summary>
    public static NpgsqlParameterCollection Array<T>(this NpgsqlParameterCollection parameters, List<T> values)
    {
        parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = values });
        return parameters;
    }
}
