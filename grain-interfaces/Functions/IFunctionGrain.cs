namespace Conversations.Functions;

/// <summary>
/// A function of an account. The key is <c>{account}/{function}</c>. It keeps what the function says, version by version; which
/// version is deployed is known to the account's <see cref="IFunctionCatalogGrain"/>, which decides every change.
/// </summary>
[Alias("conversations.function-grain.v1")]
public interface IFunctionGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>Writes it, anew or for the first time. What is deployed stays deployed. Repeating it changes nothing.</summary>
    [Alias("Put")]
    Task<FunctionReceipt> Put(FunctionDefinition definition);

    /// <summary>Deploys it as it is written now. Repeating it changes nothing.</summary>
    [Alias("Deploy")]
    Task<FunctionReceipt> Deploy();

    /// <summary>Deploys one of its last five deployments again.</summary>
    [Alias("Redeploy")]
    Task<FunctionReceipt> Redeploy(string deployment);

    /// <summary>No event invokes it any more. Repeating it changes nothing.</summary>
    [Alias("Undeploy")]
    Task<FunctionReceipt> Undeploy();

    /// <summary>Removes it with all its deployments; its invocation log stays.</summary>
    [Alias("Delete")]
    Task<FunctionReceipt> Delete();

    /// <summary>The function as it is written now; null when there is none.</summary>
    [ReadOnly, Alias("Read")]
    Task<FunctionReading?> Read();

    /// <summary>A version by its hash; null when it is neither written now nor among the last five deployments.</summary>
    [ReadOnly, Alias("GetVersion")]
    Task<FunctionDefinition?> GetVersion(string version);
}
