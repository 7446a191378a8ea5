using Armillary.Arm.A64;
using Armillary.Arm.State;
using Xunit;

namespace Armillary.Arm.Tests.Sve;

/// <summary>When the Scalable Vector Extension may be used, and how long its vectors are.</summary>
public class SveAccessTests
{
    private const uint RDVL_X0_1 = 0x04BF_5020;
    private const ulong Zen = 3UL << 16, Fpen = 3UL << 20;

    [Fact]
    public void Without_the_switch_nothing_of_it_is_there()
    {
        using var m = new TestMachine();
        Assert.Equal(0UL, (m.Mrs("ID_AA64PFR0_EL1") >> 32) & 15);
        Assert.Equal(0UL, m.Mrs("ID_AA64ZFR0_EL1"));
        Assert.Equal(-1, A64Decoder.Find(RDVL_X0_1, m.Cpu.Model.Features));
        Assert.Null(m.Cpu.Sve);
        m.Msr("CPACR_EL1", ulong.MaxValue);
        Assert.Equal(Fpen, m.Mrs("CPACR_EL1"));
        Assert.Null(m.Mrs("ZCR_EL1"));
        Assert.Equal(0u, m.EC);
    }

    [Fact]
    public void The_switch_announces_it_with_what_Advanced_SIMD_has_too()
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(256));
        Assert.Equal(1UL, (m.Mrs("ID_AA64PFR0_EL1") >> 32) & 15);
        Assert.Equal((1UL << 20) | (1UL << 44), m.Mrs("ID_AA64ZFR0_EL1"));
    }

    [Theory]
    [InlineData(512, 0, 128)]
    [InlineData(512, 1, 256)]
    [InlineData(512, 2, 256)]
    [InlineData(512, 3, 512)]
    [InlineData(512, 15, 512)]
    [InlineData(256, 15, 256)]
    [InlineData(128, 15, 128)]
    public void ZCR_selects_the_longest_supported_length_that_it_allows(int most, ulong len, int length)
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(most));
        m.Msr("CPACR_EL1", Zen | Fpen);
        m.Msr("ZCR_EL1", len | 0x1F0);
        Assert.Equal(len, m.Mrs("ZCR_EL1"));
        Assert.Equal(length, m.Cpu.VectorLength);
        Assert.Equal(length > 128, (m.Cpu.TranslationContext & TranslationContext.LongVectors) != 0);
        m.Cpu.Sve!.Execute(RDVL_X0_1);
        Assert.Equal((ulong)length / 8, m.Cpu.X(0));
    }

    [Fact]
    public void Every_level_above_may_shorten_vectors()
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(512), el2: true, el3: true);
        m.Msr("SCR_EL3", 0x501); // NS, RW, HCE
        m.Msr("CPTR_EL3", 1 << 8);
        m.Msr("CPTR_EL2", 0x32FF);
        m.Msr("CPACR_EL1", Zen | Fpen);
        m.Msr("ZCR_EL1", 3);
        m.Msr("ZCR_EL2", 1);
        m.Msr("ZCR_EL3", 3);
        Assert.Equal(512, m.Cpu.VectorLength);
        m.Enter(2, true);
        Assert.Equal(256, m.Cpu.VectorLength);
        m.Enter(1, true);
        Assert.Equal(256, m.Cpu.VectorLength);
    }

    [Theory]
    [InlineData(0UL, 1, 0x19)]
    [InlineData(Zen, 1, 0x07)]
    [InlineData(Fpen, 1, 0x19)]
    [InlineData((1UL << 16) | Fpen, 1, 0)]
    [InlineData((1UL << 16) | Fpen, 0, 0x19)]
    [InlineData(Zen | (1UL << 20), 0, 0x07)]
    [InlineData(Zen | Fpen, 0, 0)]
    public void CPACR_traps_vectors_before_floating_point(ulong cpacr, int el, uint ec)
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(512));
        m.Msr("CPACR_EL1", cpacr);
        m.Enter(el, el != 0);
        m.Cpu.X(0) = 7;
        m.Cpu.Sve!.Execute(RDVL_X0_1);
        Assert.Equal(ec != 0, m.Cpu.Native.Words.Leave != 0);
        Assert.Equal(ec != 0 ? 7UL : 16UL, m.Cpu.X(0));
        if (ec != 0)
        {
            Assert.Equal(ec, m.EC);
            Assert.Equal(ec == 0x19 ? 0u : 0x1E0_0000u, m.ISS);
        }
    }

    [Theory]
    [InlineData(0x33FFUL, 1UL << 8, 2, 0x19)] // TZ
    [InlineData(0x36FFUL, 1UL << 8, 2, 0x07)] // TFP
    [InlineData(0x37FFUL, 1UL << 8, 2, 0x19)]
    [InlineData(0x32FFUL, 0UL, 3, 0x19)] // EZ
    [InlineData(0x32FFUL, (1UL << 8) | (1UL << 10), 3, 0x07)]
    [InlineData(0x32FFUL, 1UL << 8, 1, 0)]
    public void EL2_and_EL3_trap_what_EL1_uses(ulong cptr2, ulong cptr3, int target, uint ec)
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(512), el2: true, el3: true);
        m.Msr("SCR_EL3", 0x501);
        m.Msr("CPTR_EL2", cptr2);
        m.Msr("CPACR_EL1", Zen | Fpen);
        m.Msr("CPTR_EL3", cptr3);
        m.Enter(1, true);
        m.Cpu.Sve!.Execute(RDVL_X0_1);
        Assert.Equal(target, m.Cpu.PSTATE.EL);
        if (ec != 0)
        {
            Assert.Equal(ec, m.EC);
        }
    }

    [Fact]
    public void Access_to_the_vector_length_traps_as_vectors_do()
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(512), el2: true, el3: true);
        m.Msr("SCR_EL3", 0x501);
        m.Msr("CPTR_EL3", 1 << 8);
        m.Enter(2, true);
        m.Msr("CPTR_EL2", 0x33FF);
        m.Msr("CPACR_EL1", Zen);
        m.Enter(1, true);
        Assert.Null(m.Mrs("ZCR_EL1"));
        Assert.Equal((2, 0x19u, 0u), (m.Cpu.PSTATE.EL, m.EC, m.ISS));
        m.Msr("CPTR_EL2", 0x32FF);
        m.Msr("CPACR_EL1", 0);
        m.Enter(1, true);
        Assert.Null(m.Mrs("ZCR_EL1"));
        Assert.Equal((1, 0x19u), (m.Cpu.PSTATE.EL, m.EC));
    }

    [Fact]
    public void A_host_at_EL2_has_its_own_length_and_enable_by_EL1s_names()
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(512), el2: true);
        m.Msr("HCR_EL2", 1UL << 34);
        Assert.True(m.Msr("CPACR_EL1", Zen | Fpen));
        Assert.Equal(Zen | Fpen, m.Mrs("CPTR_EL2"));
        Assert.True(m.Msr("ZCR_EL1", 1));
        Assert.True(m.Msr("ZCR_EL12", 3));
        Assert.Equal(1UL, m.Mrs("ZCR_EL2"));
        Assert.Equal(3UL, m.Mrs("ZCR_EL12"));
        Assert.Equal(256, m.Cpu.VectorLength);
    }

    [Fact]
    public void What_writes_the_low_part_of_a_vector_alone_makes_the_rest_zero()
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(512));
        m.Msr("CPACR_EL1", Zen | Fpen);
        m.Msr("ZCR_EL1", 3);
        Span<ulong> words = stackalloc ulong[8];
        words.Fill(5);
        m.Cpu.Sve!.SetVector(3, words);
        m.Cpu.Native.Integer(Slots.SveUpper) &= ~(1UL << 3);
        m.Cpu.Sve.CopyVector(3, words);
        Assert.Equal([5UL, 5, 0, 0, 0, 0, 0, 0], words.ToArray());
    }

    [Fact]
    public void TCR_has_another_place_where_its_slot_is_taken()
    {
        using var m = new TestMachine(CpuModel.Max.WithSve(512), el2: true);
        m.Msr("TCR_EL1", 0x19);
        m.Cpu.Native.Integer(Slots.SveUpper) = ulong.MaxValue;
        Assert.Equal(0x19UL, m.Mrs("TCR_EL1"));
        m.Msr("HCR_EL2", 1UL << 34);
        Assert.Equal(ulong.MaxValue, m.Cpu.Native.Integer(Slots.SveUpper));
        m.Msr("TCR_EL1", 0x1A);
        Assert.Equal(0x19UL, m.Mrs("TCR_EL12"));
    }
}
