using System.Data.Common;
using Conversations.Journal;

namespace Conversations.Silo.Storage.Postgres;

internal static class IndexColumns
{
    /// <summary>Reads consumer, skill, agent, state, created_at, wake_at, from column <paramref name="at"/> on.</summary>
    public static IndexEntry Read(DbDataReader row, int at) => new()
    {
        ConsumerId = row.GetString(at),
        SkillId = row.IsDBNull(at + 1) ? null : row.GetString(at + 1),
        AgentId = row.IsDBNull(at + 2) ? null : row.GetString(at + 2),
        State = (ConversationState)row.GetInt16(at + 3),
        CreatedAt = Time(row, at + 4),
        WakeAt = row.IsDBNull(at + 5) ? null : Time(row, at + 5),
    };

    public static DateTimeOffset Time(DbDataReader row, int at) => new(row.GetInt64(at), TimeSpan.Zero);
}
