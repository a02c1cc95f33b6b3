using System.Buffers;
using System.Text;
using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>What a function host is told. Code goes to it once, and again only when it had to forget it.</summary>
internal sealed class HostOrders(Stream stream, FunctionHostOptions options)
{
    private readonly HostPipe _pipe = new(stream);
    private readonly WarmCodes _codes = new(options.WarmFunctions);
    private readonly Dictionary<string, uint> _accounts = [];
    private readonly Lock _ordering = new();

    public void Run(PendingRun run)
    {
        lock (_ordering)
        {
            var code = _codes.Use(run.Call);
            if (!_accounts.TryGetValue(run.Call.Account, out var account))
            {
                _accounts[run.Call.Account] = account = (uint)_accounts.Count;
            }
            _pipe.Write(to => WriteRun(to, run, account, code));
        }
    }

    /// <summary>Answers a question that a run asked.</summary>
    public void Answer(PendingRun run, uint question, HostAnswer answer) =>
        _pipe.Write(to => HostFrames.WriteAnswer(to, run.Id, question, answer.Error is null, answer.Error ?? answer.Json ?? "null"));

    public void Cancel(PendingRun run) => _pipe.Write(to => HostFrames.Write(to, ToHost.Cancel, [run.Id]));

    public void Ping() => _pipe.Write(to => HostFrames.Write(to, ToHost.Ping, []));

    /// <summary>Nothing more comes.</summary>
    public void Close() => _pipe.Close();

    private void WriteRun(ArrayBufferWriter<byte> to, PendingRun run, uint account, (uint Number, bool IsNew, uint? Forgotten) code)
    {
        if (code.Forgotten is { } forgotten)
        {
            HostFrames.Write(to, ToHost.Forget, [forgotten]);
        }
        if (code.IsNew)
        {
            HostFrames.Write(to, ToHost.Code, [code.Number], Encoding.UTF8.GetBytes(run.Call.Code));
        }
        var limits = run.Call.Limits;
        var record = run.Call.Record is { } repeated ? CallJson.Write(repeated) : [];
        HostFrames.Write(
            to, ToHost.Run,
            [
                run.Id, code.Number, account, (uint)Math.Clamp(limits.MemoryBytes, 0, uint.MaxValue), (uint)limits.Time.TotalMilliseconds,
                (uint)Math.Min(limits.Time.TotalMilliseconds, options.ComputingTime.TotalMilliseconds), (uint)record.Length,
            ],
            record.Length is 0 ? run.Text.Span : (byte[])[.. record, .. run.Text.Span]);
    }
}
