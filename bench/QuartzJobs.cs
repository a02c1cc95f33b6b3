using System.Globalization;
using Quartz;

namespace Conversations.Bench;

/// <summary>One job and one trigger per deadline, in memory.</summary>
internal sealed class QuartzJobs : IJob
{
    private static double[] _late = [];
    private static Countdown _open = new(0);

    public static async Task<Lateness> Run(TimeSpan[] times)
    {
        (_late, _open) = (new double[times.Length], new(times.Length));
        var scheduler = await QuartzSchedulerBuilder.Create(_ => { }).BuildScheduler();
        await scheduler.Start();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var number = 0; number < times.Length; number++)
        {
            var name = number.ToString(CultureInfo.InvariantCulture);
            var due = DateTimeOffset.UtcNow + times[number];
            var job = JobBuilder.Create<QuartzJobs>().WithIdentity(name).UsingJobData("number", number).UsingJobData("due", due.UtcTicks).Build();
            await scheduler.ScheduleJob(job, TriggerBuilder.Create().WithIdentity(name).StartAt(due).Build());
        }
        await _open.End;
        var spent = Environment.CpuUsage.TotalTime - cpu;
        await scheduler.Shutdown();
        return Lateness.Of(_late, spent);
    }

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var due = new DateTimeOffset(context.MergedJobDataMap.GetLong("due"), TimeSpan.Zero);
        _late[context.MergedJobDataMap.GetInt("number")] = (DateTimeOffset.UtcNow - due).TotalMilliseconds;
        _open.Signal();
        return default;
    }
}
