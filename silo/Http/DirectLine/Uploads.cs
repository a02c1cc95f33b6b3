using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>A file as an attachment shows it.</summary>
internal sealed record StoredUpload(string Url, string Name, string ContentType);

/// <summary>How much one upload may still send.</summary>
internal sealed class UploadBudget(long limit)
{
    private long _taken;

    public void Take(long bytes)
    {
        _taken += bytes;
        if (_taken > limit)
        {
            throw BotFrameworkFault.TooLarge($"An upload has at most {limit} bytes in all.");
        }
    }
}
