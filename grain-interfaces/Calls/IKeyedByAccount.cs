namespace Conversations;

/// <summary>
/// On a grain interface whose keys are <c>{account}</c> or <c>{account}/…</c>: a <see cref="Caller"/> of another account is refused
/// with a <see cref="CallerRefusedException"/>, whatever the code that calls has checked before.
/// </summary>
#pragma warning disable CA1040 // A mark on types, which the filter asks for on every call: an attribute would have to be looked up.
public interface IKeyedByAccount;
#pragma warning restore CA1040
