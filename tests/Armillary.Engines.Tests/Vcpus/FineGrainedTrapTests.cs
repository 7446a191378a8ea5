using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Vcpus.HypervisorGuest;

namespace Armillary.Engines.Tests.Vcpus;

/// <summary>
/// Fine-grained traps of what generated code does by itself: the same code runs without them until it is hot, then with one after the other, then without.
/// </summary>
public sealed class FineGrainedTrapTests
{
    private const ulong User = Ram + 0x4000;
    private static readonly uint HFGRTR = Op(3, 4, 1, 1, 4), HFGWTR = Op(3, 4, 1, 1, 5), HFGITR = Op(3, 4, 1, 1, 6);

    // HFGRTR_EL2's bits of registers, and the registers.
    private static readonly (int Bit, uint Register)[] Registers =
    [
        (35, Op(3, 3, 13, 0, 2)), (34, Op(3, 3, 13, 0, 3)), (33, Op(3, 0, 13, 0, 4)), (17, Op(3, 0, 6, 0, 0)), (16, Op(3, 0, 5, 2, 0)), (36, Op(3, 0, 2, 0, 0)), (37, Op(3, 0, 2, 0, 1)),
        (32, Op(3, 0, 2, 0, 2)), (7, Op(3, 0, 2, 1, 0)), (8, Op(3, 0, 2, 1, 3)), (4, Op(3, 0, 2, 2, 0)), (11, Op(3, 0, 13, 0, 1)), (27, Op(3, 0, 7, 4, 0)),
    ];

    private static readonly (int Bit, uint Register)[] ReadOnly = [(14, Op(3, 3, 0, 0, 1)), (15, Op(3, 3, 0, 0, 7)), (25, Op(3, 0, 0, 0, 0)), (18, Op(3, 0, 12, 1, 0))];

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void Hot_code_at_EL1_traps_when_EL2_says_so(string name)
    {
        using var guest = new HypervisorGuest(name);
        var traps = new List<(int Register, int Bit, uint Word, uint Syndrome)>();
        foreach ((int bit, uint register) in Registers)
        {
            traps.Add((0, bit, Mrs(register, 2), Trap(register, 2, read: true)));
            traps.Add((1, bit, Msr(register, 2), Trap(register, 2, read: false)));
        }

        foreach ((int bit, uint register) in ReadOnly)
        {
            traps.Add((0, bit, Mrs(register, 2), Trap(register, 2, read: true)));
        }

        traps.Add((2, 11, Sys(Op(1, 3, 7, 4, 1), 3), Trap(Op(1, 3, 7, 4, 1), 3, read: false))); // DC ZVA: to Device memory, so that EL1 takes a fault otherwise
        traps.Add((2, 2, Sys(Op(1, 3, 7, 5, 1), 3), Trap(Op(1, 3, 7, 5, 1), 3, read: false))); // IC IVAU
        traps.Add((2, 53, 0xD400_00E1, (0x15 << 26) | (1 << 25) | 7)); // SVC #7
        int direct = traps.Count;
        uint[] before = [.. traps.Select(t => t.Word), Nop, Msr(Op(3, 0, 4, 0, 0), 7)]; // EL1's handler goes on after the instruction that follows SVC
        traps.Add((2, 51, Eret, (0x1A << 26) | (1 << 25)));
        traps.Add((2, 51, 0xD69F_0BFF, (0x1A << 26) | (1 << 25) | 2)); // ERETAA
        traps.Add((2, 51, 0xD69F_0FFF, (0x1A << 26) | (1 << 25) | 3)); // ERETAB
        uint[] code = [.. before, .. traps[direct..].SelectMany(t => (uint[])[0x1000_0066, Msr(Op(3, 0, 4, 0, 1), 6), t.Word])]; // ADR X6, past it; MSR ELR_EL1, X6
        ulong Address(int trap) => Lower + (4 * (ulong)(trap < direct ? trap : before.Length + (3 * (trap - direct)) + 2));
        guest.Put(Lower, [.. code, A64.SubOne(8), A64.Cbnz(8, -4 * (code.Length + 1)), A64.Hvc]);
        guest.Put(EL1Vectors + 0x200, Mrs(Op(3, 0, 4, 0, 1), 4), A64.Add(4, 4), Msr(Op(3, 0, 4, 0, 1), 4), Eret);

        // All of HFGITR_EL2's at once: EL1's handler returns too.
        const ulong instructions = (1UL << 11) | (1UL << 2) | (1UL << 53) | (1UL << 51);
        Assert.Equal(["HVC"], Run(guest, 0, 0, 0, Lower, EL1h, loops: 300));
        foreach ((int register, ulong value) in traps.Select(t => (t.Register, t.Register == 2 ? instructions : 1UL << t.Bit)).Distinct())
        {
            IEnumerable<string> expected = traps.Select((t, i) => (t.Register, t.Bit, Text: Text(t.Syndrome, Address(i))))
                .Where(t => t.Register == register && ((value >> t.Bit) & 1) != 0).Select(t => t.Text).Append("HVC");
            Assert.Equal(expected, Run(guest, register == 0 ? value : 0, register == 1 ? value : 0, register == 2 ? value : 0, Lower, EL1h, loops: 1));
        }

        Assert.Equal(["HVC"], Run(guest, 0, 0, 0, Lower, EL1h, loops: 2));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void Hot_calls_and_returns_trap_when_EL2_says_so(string name)
    {
        using var guest = new HypervisorGuest(name);
        uint thread = Op(3, 3, 13, 0, 2), readOnly = Op(3, 3, 13, 0, 3), cache = Op(3, 3, 0, 0, 1);

        // EL1 goes to EL0, which reads and writes and calls, over and over; EL1 comes back until X8 is 0.
        guest.Put(Lower, Msr(Op(3, 0, 4, 0, 1), 6), Msr(Op(3, 0, 4, 0, 0), 7), Eret, A64.Hvc);
        guest.Put(User, Mrs(thread, 2), Msr(thread, 2), Mrs(readOnly, 2), Mrs(cache, 2), 0xD400_00A1, A64.B(-20)); // SVC #5
        guest.Put(EL1Vectors + 0x400, A64.SubOne(8), A64.Cbz(8, 8), Eret, A64.Hvc);

        Assert.Equal(["HVC"], Run(guest, 0, 0, 0, Lower, EL1h, loops: 300, User, EL0t));
        Assert.Equal([Text((0x15 << 26) | (1 << 25) | 5, User + 16), Text((0x15 << 26) | (1 << 25) | 5, User + 16)], Run(guest, 0, 0, 1UL << 52, Lower, EL1h, loops: 300, User, EL0t, limit: 2));
        Assert.Equal([Text((0x1A << 26) | (1 << 25), Lower + 8), "HVC"], Run(guest, 0, 0, 1UL << 51, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal(["HVC"], Run(guest, 0, 0, 1UL << 53, Lower, EL1h, loops: 30, User, EL0t)); // SVC at EL1
        Assert.Equal([Text(Trap(thread, 2, read: true), User), "HVC"], Run(guest, 1UL << 35, 0, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal([Text(Trap(thread, 2, read: false), User + 4), "HVC"], Run(guest, 0, 1UL << 35, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal([Text(Trap(readOnly, 2, read: true), User + 8), "HVC"], Run(guest, 1UL << 34, 0, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal([Text(Trap(cache, 2, read: true), User + 12), "HVC"], Run(guest, 1UL << 14, 0, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal(["HVC"], Run(guest, 0, 0, 0, Lower, EL1h, loops: 300, User, EL0t));
    }

    private static List<string> Run(
        HypervisorGuest guest, ulong hfgrtr, ulong hfgwtr, ulong hfgitr, ulong pc, ulong spsr, ulong loops, ulong lowerPc = 0, ulong lowerSpsr = EL1h, ulong limit = 1000)
    {
        (guest.X(3), guest.X(6), guest.X(7), guest.X(8), guest.X(9)) = (Data, lowerPc, lowerSpsr, loops, limit);
        return guest.Run([(HFGRTR, hfgrtr), (HFGWTR, hfgwtr), (HFGITR, hfgitr)], pc, spsr);
    }
}
