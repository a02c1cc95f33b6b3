namespace Conversations.Accounts.Schema;

/// <summary>What an account and a skill both can say of how conversations are served.</summary>
public interface IServiceDocument
{
    WorkingHoursDocument? WorkingHours { get; }

    ResponseTimesDocument? ResponseTimes { get; }

    IdleDocument? Idle { get; }

    AutoCloseDocument? AutoClose { get; }

    int? ProposalSeconds { get; }

    AutomaticMessagesDocument? AutomaticMessages { get; }
}
