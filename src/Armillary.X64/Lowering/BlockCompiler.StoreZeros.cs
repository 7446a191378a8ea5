using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Zeroing of whole cache lines: kernels clear every page with it.</content>
public sealed unsafe partial class BlockCompiler
{
    private const int ZeroBytes = 64;

    private void LowerStoreZeros(in Instruction ins)
    {
        int a = UseGpr(ins.A);
        uint site = AddSite(in ins, GprPlaceOf(ins.A), default, default, -1, -1, true);

        // The block is aligned, so any of its bytes tells its page.
        ProbeJumps jumps = Probe(a, 0, 1, default, true);
        e.Op(Alu.Add, true, RCX, a);
        e.OpI(Alu.And, true, RCX, -ZeroBytes);
        e.V(VexOp.VPXOR, 15, 15, 15);
        for (int at = 0; at < ZeroBytes; at += 16)
        {
            e.VStore(new Mem(RCX, at), 15);
        }

        AddSlow(in jumps, site);
    }
}
