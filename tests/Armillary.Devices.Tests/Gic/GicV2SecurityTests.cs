using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Devices.Gic;

namespace Armillary.Devices.Tests.Gic;

/// <summary>A GICv2 with two security states: 32 is Group 0, 33 is Group 1.</summary>
public sealed class GicV2SecurityTests
{
    private const uint Spurious = 1023;

    private readonly VcpuInputs vcpu = new();
    private readonly GicV2 gic;
    private readonly IMmioTarget secure;
    private readonly IMmioTarget other;

    public GicV2SecurityTests()
    {
        gic = new GicV2([vcpu], new GicOptions { El3 = true });
        secure = gic.SecureCpuInterface;
        other = gic.CpuInterface;
        gic.SecureDistributor.Write32(0, 3);
        gic.SecureDistributor.Write32(0x80, 0xFF00);
        gic.SecureDistributor.Write32(0x84, 0b10);
        gic.SecureDistributor.Write32(0x420, 0xA040);
        gic.SecureDistributor.Write32(0x104, 0b11);
        gic.SecureDistributor.Write32(0x820, 0x0101);
        secure.Write32(4, 0xF8);
        secure.Write32(0, 0b1011);
    }

    [Fact]
    public void Group_0_is_FIQ_for_Secure_state_and_Group_1_IRQ_for_the_other()
    {
        gic.Spi(1).Set(true);
        Assert.True(vcpu.Irq);
        Assert.Equal(33U, other.Read32(0x18));
        InterruptLine line = gic.Spi(0);
        line.Set(true);
        Assert.True(vcpu.Fiq);
        Assert.Equal(Spurious, other.Read32(0xC));
        Assert.Equal(32U, secure.Read32(0xC));
        other.Write32(0x10, 32);
        Assert.Equal(0x40U, secure.Read32(0x14));
        secure.Write32(0x10, 32);
        line.Set(false);
        Assert.Equal(1022U, secure.Read32(0xC));
        Assert.Equal(33U, other.Read32(0xC));
        Assert.Equal(0xA0U, secure.Read32(0x14));
        Assert.Equal(0x40U, other.Read32(0x14));
        other.Write32(0x10, 33);
        Assert.Equal(0xFFU, other.Read32(0x14));
    }

    [Fact]
    public void Non_secure_accesses_see_their_interrupts_and_half_of_the_priorities()
    {
        Assert.Equal(1U << 10, gic.Distributor.Read32(4) & (1U << 10));
        Assert.Equal(1U, gic.Distributor.Read32(0));
        Assert.Equal(0b10U, gic.Distributor.Read32(0x104));
        Assert.Equal(0U, gic.Distributor.Read32(0x84));
        Assert.Equal(0x4000U, gic.Distributor.Read32(0x420));
        gic.Distributor.Write32(0x420, 0x8080);
        Assert.Equal(0xC040U, gic.SecureDistributor.Read32(0x420));
        gic.Distributor.Write32(0x204, 0b11);
        Assert.Equal(0b10U, gic.SecureDistributor.Read32(0x204));
        gic.Distributor.Write32(0, 0);
        Assert.Equal(1U, gic.SecureDistributor.Read32(0));
    }

    [Fact]
    public void Secure_state_can_hold_the_mask_above_what_the_other_may_set()
    {
        other.Write32(4, 0x20);
        Assert.Equal(0x90U, secure.Read32(4));
        Assert.Equal(0x20U, other.Read32(4));
        secure.Write32(4, 0x40);
        other.Write32(4, 0xF0);
        Assert.Equal(0x40U, secure.Read32(4));
        Assert.Equal(0U, other.Read32(4));
    }

    [Fact]
    public void SGIs_go_by_group_and_only_to_whom_their_sender_may()
    {
        gic.Distributor.Write32(0xF00, (2U << 24) | 3);
        Assert.Equal(0U, gic.SecureDistributor.Read32(0x200));
        gic.Distributor.Write32(0xF00, (2U << 24) | 9);
        Assert.Equal(1U << 9, gic.SecureDistributor.Read32(0x200));
        gic.SecureDistributor.Write32(0xF00, (2U << 24) | 10);
        gic.SecureDistributor.Write32(0xF00, (2U << 24) | (1 << 15) | 3);
        Assert.Equal(1U << 9, gic.SecureDistributor.Read32(0x200));
        gic.SecureDistributor.Write32(0xF00, (2U << 24) | (1 << 15) | 10);
        gic.SecureDistributor.Write32(0xF00, (2U << 24) | 3);
        Assert.Equal((1U << 9) | (1 << 10) | (1 << 3), gic.SecureDistributor.Read32(0x200));
    }

    [Fact]
    public void Without_firmware_all_interrupts_start_as_Non_secure_and_can_be_unmasked()
    {
        var fresh = new GicV2([new VcpuInputs()], new GicOptions { El3 = true, NonSecureAtReset = true });
        Assert.Equal(uint.MaxValue, fresh.SecureDistributor.Read32(0x84));
        fresh.CpuInterface.Write32(4, 0xF0);
        Assert.Equal(0xF0U, fresh.CpuInterface.Read32(4));
    }

    [Fact]
    public void Random_accesses_of_both_states_are_borne()
    {
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++)
        {
            IMmioTarget target = random.Next(4) switch { 0 => secure, 1 => other, 2 => gic.SecureDistributor, _ => gic.Distributor };
            ulong offset = (ulong)random.Next(random.Next(2) == 0 ? 0x30 : 0x1004);
            int size = 1 << random.Next(4);
            if (random.Next(2) == 0)
            {
                _ = target.Read(offset, size);
            }
            else
            {
                Assert.True(target.TryWrite(offset, size, (ulong)random.NextInt64(long.MinValue, long.MaxValue)));
            }
        }
    }
}
