using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

internal static class IndexColumns
{
    /// <summary>Reads consumer, skill, agent, state, created_at, wake_at, from column <paramref name="at"/> on.</summary>
    public static IndexEntry Read(SqliteStatement row, int at) => new()
    {
        ConsumerId = row.Text(at)!,
        SkillId = row.Text(at + 1),
        AgentId = row.Text(at + 2),
        State = (ConversationState)row.Long(at + 3),
        CreatedAt = row.Time(at + 4),
        WakeAt = row.OptionalTime(at + 5),
    };
}
