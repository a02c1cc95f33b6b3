using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Functions;

/// <summary>Runs functions of this server's conversations and callers: JavaScript in the runtime, HTTP functions over HTTP; never more at once than it may.</summary>
public sealed class FunctionRunner(
    IFunctionRuntime runtime, IOutgoingHttp http, IAccounts accounts, FunctionVersions versions, IGrainFactory grains, FunctionRunnerOptions options, TimeProvider time)
    : IDisposable
{
    private readonly ConcurrentDictionary<string, AccountGate> _gates = new(StringComparer.Ordinal);

    /// <summary>Runs a function once. Whatever happens, the outcome is a <see cref="FunctionRun"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled, or the server is stopping.</exception>
    public async Task<FunctionRun> Run(FunctionInvocation invocation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        // An orchestrator waits inside of its own place: its functions must not wait for one that never gets free.
        if (invocation.Callers.Length > 0) return await RunNow(invocation, cancellation);
        var gate = _gates.GetOrAdd(invocation.Account, static (_, o) => new AccountGate(o.Concurrency, o.Queue), options);
        if (!await gate.Enter(cancellation)) return Failed(FunctionErrors.Overloaded,
            $"{options.Concurrency} functions of the account run and {options.Queue} wait; try again later.") with { Transient = true };
        try
        {
            return await RunNow(invocation, cancellation);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var gate in _gates.Values) gate.Dispose();
    }

    internal static FunctionRun Failed(string code, string message) => new() { ErrorCode = code, ErrorMessage = message, Took = TimeSpan.Zero };

    private async Task<FunctionRun> RunNow(FunctionInvocation invocation, CancellationToken cancellation)
    {
        if (accounts.Find(invocation.Account) is not { } account) return Failed(FunctionErrors.Missing, $"There is no account '{invocation.Account}' any more.");
        if (invocation.Definition.Url is not null) return await HttpFunction.Post(http, account, invocation, time, cancellation);
        ImmutableDictionary<string, string> environment;
        try
        {
            environment = EnvironmentOf(account, invocation.Definition);
        }
        catch (InvalidOperationException missing)
        {
            return Failed(FunctionErrors.General, missing.Message);
        }
        return await runtime.Run(new FunctionCall
        {
            Account = account.Id, Function = invocation.Definition.Id, Code = invocation.Definition.Code!, CodeHash = FunctionVersion.OfCode(invocation.Definition.Code!),
            Payload = invocation.Payload, Headers = invocation.Headers, Environment = environment, Seed = invocation.Seed, Now = invocation.Now ?? time.GetUtcNow(),
            Limits = FunctionLimits.Default with { Time = invocation.Definition.Timeout }, Record = invocation.Record,
        }, new FunctionHost(this, http, account, versions, grains, invocation, time), cancellation);
    }

    // Only what lies in the folder may name secrets; the check of the API lets none through either.
    private static ImmutableDictionary<string, string> EnvironmentOf(Account account, FunctionDefinition definition)
    {
        var isInFolder = CatalogRules.InFolder(account, definition.Id) is not null;
        var values = definition.Environment.ToImmutableDictionary(e => e.Key, e => isInFolder ? Secrets.Fill(e.Value, account) : e.Value);
        return values.SetItem("X_LIVEPERSON_BRAND_ID", account.Id);
    }
}
