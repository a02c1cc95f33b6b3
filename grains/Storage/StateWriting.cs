namespace Conversations.Storage;

/// <summary>Writes the state of grains.</summary>
internal static class StateWriting
{
    /// <summary>Writes the next state. When that fails it may be stored or not, so the activation ends: the next one begins with what is.</summary>
    /// <param name="stored">The state to replace.</param>
    /// <param name="next">What it is from now on.</param>
    /// <param name="deactivate">Ends the activation after this turn.</param>
    public static async Task WriteOrEnd<T>(this IPersistentState<T> stored, T next, Action deactivate)
    {
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            deactivate();
            throw;
        }
    }
}
