using System.ComponentModel;

namespace Conversations.Accounts.Schema;

[DisplayName("the features")]
[Description("What an account may use besides.")]
public sealed record FeaturesDocument : Document
{
    [Description("Whether third-party bots may send encoded metadata (Common.EncodedMetadata). Default: false; a message with it is dropped.")]
    public bool? EncodedMetadata { get; init; }
}
