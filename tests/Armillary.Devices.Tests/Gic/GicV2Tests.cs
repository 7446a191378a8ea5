using Armillary.Core.State;
using Armillary.Devices.Gic;

namespace Armillary.Devices.Tests.Gic;

public sealed class GicV2Tests : IDisposable
{
    private const uint Spurious = 1023;

    private readonly VcpuInputs[] vcpus = [new(), new(), new()];
    private readonly GicV2 gic;

    public GicV2Tests()
    {
        gic = new GicV2(vcpus);
        gic.Distributor.Write32(0, 1);
        for (int cpu = 0; cpu < 3; cpu++)
        {
            CurrentVcpu.Index = cpu;
            gic.CpuInterface.Write32(0x4, 0xF0);
            gic.CpuInterface.Write32(0x0, 1);
        }

        CurrentVcpu.Index = 0;
    }

    public void Dispose() => CurrentVcpu.Index = 0;

    private uint Acknowledge(int cpu)
    {
        CurrentVcpu.Index = cpu;
        return gic.CpuInterface.Read32(0xC);
    }

    private void End(int cpu, uint value)
    {
        CurrentVcpu.Index = cpu;
        gic.CpuInterface.Write32(0x10, value);
    }

    [Fact]
    public void An_SPI_goes_to_all_its_targets_and_the_first_to_acknowledge_takes_it()
    {
        Assert.True(gic.Distributor.TryWrite(0x800 + 33, 1, 0b110));
        gic.Distributor.Write32(0x104, 2);
        gic.Spi(1).Set(true);
        Assert.Equal([false, true, true], vcpus.Select(v => v.Irq));
        Assert.Equal(33U, Acknowledge(2));
        Assert.Equal([false, false, false], vcpus.Select(v => v.Irq));
        Assert.Equal(Spurious, Acknowledge(1));
        End(2, 33);
        Assert.Equal([false, true, true], vcpus.Select(v => v.Irq));
    }

    [Fact]
    public void An_SGI_is_pending_once_for_each_sender()
    {
        CurrentVcpu.Index = 1;
        gic.Distributor.Write32(0xF00, (1 << 16) | 3);
        CurrentVcpu.Index = 2;
        gic.Distributor.Write32(0xF00, (1 << 16) | 3);
        Assert.True(vcpus[0].Irq);
        Assert.Equal(3U | (1 << 10), Acknowledge(0));
        End(0, 3 | (1 << 10));
        Assert.Equal(3U | (2 << 10), Acknowledge(0));
        End(0, 3 | (2 << 10));
        Assert.Equal(Spurious, Acknowledge(0));
    }

    [Fact]
    public void SGIR_to_all_others_and_to_self()
    {
        CurrentVcpu.Index = 1;
        gic.Distributor.Write32(0xF00, (1 << 24) | 1);
        Assert.Equal([true, false, true], vcpus.Select(v => v.Irq));
        gic.Distributor.Write32(0xF00, (2 << 24) | 1);
        Assert.Equal([true, true, true], vcpus.Select(v => v.Irq));
    }

    [Fact]
    public void Private_registers_are_banked_by_the_accessing_CPU()
    {
        CurrentVcpu.Index = 1;
        gic.Distributor.Write32(0x100, 1 << 27);
        CurrentVcpu.Index = 2;
        Assert.Equal(0xFFFFU, gic.Distributor.Read32(0x100));
        Assert.Equal(0x04040404U, gic.Distributor.Read32(0x800));
        gic.Ppi(1, 27).Set(true);
        Assert.Equal([false, true, false], vcpus.Select(v => v.Irq));
        Assert.Equal(27U, Acknowledge(1));
    }

    [Fact]
    public void Group_1_without_AckCtl_reads_as_1022()
    {
        gic.Distributor.Write32(0, 3);
        gic.Distributor.Write32(0x84, 2);
        gic.Distributor.Write32(0x104, 2);
        Assert.True(gic.Distributor.TryWrite(0x800 + 33, 1, 1));
        gic.CpuInterface.Write32(0, 3);
        gic.Spi(1).Set(true);
        Assert.Equal(1022U, Acknowledge(0));
        Assert.Equal(33U, gic.CpuInterface.Read32(0x20));
        gic.CpuInterface.Write32(0x24, 33);
        gic.CpuInterface.Write32(0, 7);
        Assert.Equal(33U, Acknowledge(0));
    }

    [Fact]
    public void FIQEn_sends_group_0_to_FIQ()
    {
        gic.CpuInterface.Write32(0, 9);
        Assert.True(gic.Distributor.TryWrite(0x800 + 33, 1, 1));
        gic.Distributor.Write32(0x104, 2);
        gic.Spi(1).Set(true);
        Assert.True(vcpus[0].Fiq);
        Assert.False(vcpus[0].Irq);
    }

    [Fact]
    public void Any_access_of_any_size_is_survived()
    {
        var random = new Random(2);
        for (int i = 0; i < 200_000; i++)
        {
            CurrentVcpu.Index = random.Next(4);
            int size = 1 << random.Next(4);
            ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            ulong offset = (ulong)random.Next(0x2000);
            Armillary.Core.Memory.IMmioTarget target = random.Next(2) == 0 ? gic.Distributor : gic.CpuInterface;
            target.TryWrite(offset, size, value);
            target.TryRead(offset, size, out _);
        }
    }
}
