using Armillary.Arm;
using Armillary.Core.State;
using Armillary.Engines.Vcpus;

namespace Armillary.Engines;

public abstract partial class Engine
{
    /// <inheritdoc/>
    public void InvalidateTlb(Cpu cpu, in TlbInvalidation invalidation, Shareability shareability)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        Vcpu self = vcpus[cpu.Index];
        self.Invalidate(in invalidation);
        if (shareability != Shareability.Local && vcpus.Count > 1)
        {
            BroadcastInvalidation(self, invalidation);
        }
    }

    // Apart, as what the requests keep is allocated.
    private void BroadcastInvalidation(Vcpu self, TlbInvalidation invalidation)
    {
        self.MaintenanceAwaited = 1;
        foreach (Vcpu other in vcpus)
        {
            if (other != self)
            {
                other.AwaitedBy[self.Cpu.Index] = other.Requests.Post(() => other.Invalidate(in invalidation));
                other.Nudge();
            }
        }
    }

    /// <inheritdoc/>
    public void DataSynchronizationBarrier(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        Thread.MemoryBarrier();
        foreach (Vcpu other in vcpus)
        {
            long number = other.AwaitedBy[cpu.Index];
            if (number != 0)
            {
                // Both may wait for each other, so each does what it is asked for while it waits.
                SpinWait spin = default;
                while (!other.Requests.IsDone(number))
                {
                    vcpus[cpu.Index].Requests.Drain();
                    spin.SpinOnce(sleep1Threshold: -1);
                }

                other.AwaitedBy[cpu.Index] = 0;
            }
        }

        vcpus[cpu.Index].MaintenanceAwaited = 0;
    }

    /// <inheritdoc/>
    public void WaitForInterrupt(Cpu cpu, long deadlineNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        if (!cpu.HasPendingInterrupt)
        {
            vcpus[cpu.Index].SleepNext(-1);
        }
    }

    /// <inheritdoc/>
    public void WaitForEvent(Cpu cpu, long deadlineNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        vcpus[cpu.Index].WaitForEvent();
    }

    /// <inheritdoc/>
    public void Yield(Cpu cpu)
    {
        // With a core for each, who is waited for runs already.
        if (vcpus.Count > Environment.ProcessorCount)
        {
            Thread.Yield();
        }
    }

    /// <inheritdoc/>
    public void SendEvent(Cpu cpu)
    {
        foreach (Vcpu vcpu in vcpus)
        {
            Interlocked.Exchange(ref vcpu.EventRegister, 1);
            vcpu.Gate.Wake();
        }
    }
}
