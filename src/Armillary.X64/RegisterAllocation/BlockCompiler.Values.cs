using System.Diagnostics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Bringing values into registers.</content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>The general register that has the value, loading it if need be; locked.</summary>
    private int UseGpr(int v)
    {
        int r = values[v].Register;
        if (r < 0)
        {
            r = AllocateGpr();
            LoadInto(r, v);
            DefineGpr(v, r);
        }

        locked |= 1u << r;
        return r;
    }

    /// <summary>The XMM register that has the value, loading it if need be; locked.</summary>
    private int UseXmm(int v)
    {
        int r = values[v].Register;
        if (r < 0)
        {
            r = AllocateXmm() + XmmBase;
            LoadIntoXmm(r - XmmBase, v);
            Define(v, r);
        }

        locked |= 1u << r;
        return r - XmmBase;
    }

    /// <summary>Copies a value into a register that need not be an allocated one. Host flags survive.</summary>
    private void LoadInto(int r, int v)
    {
        ref Instruction ins = ref block[v];
        ref ValueState state = ref values[v];
        if (state.Register >= 0)
        {
            if (state.Register != r)
            {
                e.Mov(true, r, state.Register);
            }
        }
        else if (ins.Op == Op.Const)
        {
            e.MovI(r, ins.Type == IrType.I64 ? ins.Imm : (uint)ins.Imm);
        }
        else if (ins.Op == Op.PcRelative)
        {
            LoadPcRelative(r, ins.Imm);
        }
        else if (state.Spill >= 0)
        {
            e.Load(true, r, SpillPlace(state.Spill));
        }
        else if (HomeHas(v))
        {
            LoadHome(r, state.Home, ins.Type);
        }
        else if (status == CompileStatus.Done)
        {
            throw new UnreachableException($"value {v} ({ins.Op}) is nowhere at {current}");
        }
    }

    private void LoadHome(int r, int slot, IrType type)
    {
        if (type == IrType.Flags)
        {
            e.LoadZeroExtended(16, r, Home(slot));
        }
        else
        {
            e.Load(type == IrType.I64, r, Home(slot));
        }
    }

    private void LoadPcRelative(int r, long displacement)
    {
        if (displacement == (int)displacement)
        {
            e.Lea(true, r, new Mem(R14, (int)displacement));
        }
        else
        {
            e.MovI(r, displacement);
            e.Lea(true, r, new Mem(r, R14, 0));
        }
    }

    private void LoadIntoXmm(int x, int v)
    {
        ref Instruction ins = ref block[v];
        ref ValueState state = ref values[v];
        if (state.Register >= 0)
        {
            if (state.Register != x + XmmBase)
            {
                e.VMov(x, state.Register - XmmBase);
            }
        }
        else if (ins.Op == Op.VConst)
        {
            LoadVectorConstant(x, in ins);
        }
        else if (state.Spill >= 0)
        {
            e.VLoad(x, VectorSpillPlace(state.Spill));
        }
        else if (HomeHas(v))
        {
            e.VLoad(x, Home(state.Home));
        }
        else if (status == CompileStatus.Done)
        {
            throw new UnreachableException($"vector value {v} ({ins.Op}) is nowhere at {current}");
        }
    }

    private void LoadVectorConstant(int x, in Instruction constant)
    {
        (ulong low, ulong high) = VectorConstantOf(in constant);
        LoadVectorConstant(x, low, high);
    }

    /// <summary>Host flags survive.</summary>
    private void LoadVectorConstant(int x, ulong low, ulong high)
    {
        if ((low | high) == 0)
        {
            e.V(VexOp.VPXOR, x, x, x);
            return;
        }

        if ((low & high) == ulong.MaxValue)
        {
            e.V(VexOp.VPCMPEQD, x, x, x);
            return;
        }

        VConstant(VexOp.VMOVUPS, x, 0, low, high);
    }

    /// <summary>A register with a copy of the value that may be overwritten: the value's own if it dies here.</summary>
    private int CopyGpr(int v)
    {
        int r = values[v].Register;
        if (r >= 0 && Dies(v))
        {
            Detach(v);
            return r;
        }

        if (r >= 0)
        {
            locked |= 1u << r;
        }
        else if (!Dies(v) && !IsRematerialized(v))
        {
            UseGpr(v);
        }

        int d = AllocateGpr();
        LoadInto(d, v);
        return d;
    }

    /// <summary>The same for vectors.</summary>
    private int CopyXmm(int v)
    {
        int r = values[v].Register;
        if (r >= 0 && Dies(v))
        {
            Detach(v);
            return r - XmmBase;
        }

        if (r >= 0)
        {
            locked |= 1u << r;
        }
        else if (!Dies(v) && !IsRematerialized(v))
        {
            UseXmm(v);
        }

        int d = AllocateXmm();
        LoadIntoXmm(d, v);
        return d;
    }

    /// <summary>Gets whatever is in a fixed register out of it, and locks it for this instruction. Before any operand is used.</summary>
    private void Reserve(int r)
    {
        uint bit = 1u << r;
        int v = registerValue[r];
        for (int i = pageCount - 1; i >= 0; i--)
        {
            if (pages[i].Tag == r || pages[i].Addend == r)
            {
                DropPage(i);
            }
        }

        if (v >= 0)
        {
            locked |= bit;
            int other = AllocateGpr();
            e.Mov(true, other, r);
            values[v].Register = -1;
            registerValue[r] = -1;
            Define(v, other);
            locked &= ~(1u << other);
        }

        free &= ~bit;
        temporaries |= bit;
        locked |= bit;
    }

    /// <summary>Whether a value is a constant that fits an immediate of an operation of this width.</summary>
    private bool IsImmediate(int v, bool w, out int immediate)
    {
        ref Instruction ins = ref block[v];
        immediate = (int)ins.Imm;
        return ins.Op == Op.Const && (!w || ins.Imm == (int)ins.Imm);
    }

    /// <summary>Whether a value's only remaining use is here and it can be read from memory directly.</summary>
    private bool IsMemory(int v, IrType type, out Mem memory)
    {
        ref ValueState state = ref values[v];
        if (state.Register < 0 && block[v].Type == type && Dies(v) && !IsRematerialized(v) && type != IrType.Flags)
        {
            if (state.Spill >= 0)
            {
                memory = type == IrType.V128 ? VectorSpillPlace(state.Spill) : SpillPlace(state.Spill);
                return true;
            }

            if (HomeHas(v))
            {
                memory = Home(state.Home);
                return true;
            }
        }

        memory = default;
        return false;
    }
}
