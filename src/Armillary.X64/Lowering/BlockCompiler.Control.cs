using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Exits, helpers, terminators.</content>
public sealed unsafe partial class BlockCompiler
{
    private static Mem PcWord => Thunks.Word(0x08);

    private static Mem AttentionWord => Thunks.Word(0x00);

    private bool LowerControl(in Instruction ins)
    {
        switch (ins.Op)
        {
            case Op.ExitIf or Op.ExitIfZero or Op.ExitIfNotZero or Op.ExitIfBit or Op.ExitIfNotBit:
                if (region is null)
                {
                    SideExit(JumpIf(in ins), ins.Imm);
                }
                else
                {
                    LowerRegionExit(in ins);
                }

                return true;
            case Op.TrapIf:
            {
                EmitTest(ins.A);
                ref Cold cold = ref AddCold(ColdKind.Trap, e.Jcc(Cc.NE));
                cold.Helper = ins.Sub;
                cold.Target = ins.Imm;
                cold.First = placeCount;
                cold.Count = Snapshot();
                return true;
            }

            case Op.Call:
                LowerCall(in ins);
                return true;
            case Op.Goto when TargetOf(ins.Imm) is >= 0 and var target:
                EmitEdge(CaptureEdge(target), target, mayFall: true);
                return true;
            case Op.Goto:
            {
                int first = placeCount;
                WriteBack(first, Snapshot());
                EmitExit(ins.Imm);
                return true;
            }

            case Op.GotoIndirect:
                LowerGotoIndirect(in ins);
                return true;
            case Op.Leave when ins.A >= 0:
            {
                int target = UseGpr(ins.A);
                int first = placeCount;
                WriteBack(first, Snapshot());
                EmitCount();
                e.Mov(true, R14, target);
                e.Jmp(thunks.GoToLevel(ins.Sub));
                return true;
            }

            case Op.Leave:
            {
                int first = placeCount;
                WriteBack(first, Snapshot());
                EmitCount();
                e.Jmp(thunks.LookupAndGo);
                return true;
            }

            default:
                return false;
        }
    }

    /// <summary>The jump that is taken if the exit's condition holds.</summary>
    private byte* JumpIf(in Instruction ins)
        => ins.Op == Op.ExitIf && (Condition)ins.Sub >= Condition.AL ? e.Jmp() : e.Jcc(PrepareExit(in ins));

    /// <summary>Sets the host's flags; the returned host condition tells whether the exit's condition (not AL or NV) holds.</summary>
    private Cc PrepareExit(in Instruction ins)
    {
        if (ins.Op == Op.ExitIf)
        {
            return PrepareCondition(ins.A, (Condition)ins.Sub);
        }

        hostFlagsOp = Op.Nop;
        if (ins.Op is Op.ExitIfZero or Op.ExitIfNotZero)
        {
            EmitTest(ins.A);
            return ins.Op == Op.ExitIfZero ? Cc.E : Cc.NE;
        }

        int a = UseGpr(ins.A);

        bool set = ins.Op == Op.ExitIfBit;
        if (ins.Sub < 32)
        {
            e.TestI(false, a, 1 << ins.Sub);
            return set ? Cc.NE : Cc.E;
        }

        e.BtI(true, a, ins.Sub);
        return set ? Cc.B : Cc.AE;
    }

    /// <summary>Whether nobody wants the operation's result but one comparison with zero, which the host does without it.</summary>
    private bool IsTested(in Instruction ins)
    {
        int user = values[current].LastUse;
        return !values[current].Shared && user >= 0 && block[user].A == current && block[user].Op is (Op.ExitIfZero or Op.ExitIfNotZero or Op.TrapIf);
    }

    /// <summary>Sets the host's ZF to whether a value is zero.</summary>
    private void EmitTest(int v)
    {
        ref Instruction ins = ref block[v];
        bool w = ins.Type == IrType.I64;
        int a = UseGpr(values[v].Lazy ? ins.A : v);
        if (!values[v].Lazy || ins.Op == Op.Truncate)
        {
            e.Test(w, a, a);
        }
        else if (IsImmediate(ins.B, w, out int immediate))
        {
            e.TestI(w && immediate < 0, a, immediate);
        }
        else
        {
            e.Test(w, a, UseGpr(ins.B));
        }
    }

    private void SideExit(byte* jump, long target)
    {
        ref Cold cold = ref AddCold(ColdKind.Exit, jump);
        cold.Target = target;
        cold.First = placeCount;
        cold.Count = Snapshot();
    }

    private bool Counts => options.CountInstructions || block.CountGuest;

    /// <summary>Adds to the instruction count, if wanted. Host flags are lost.</summary>
    private void EmitCount()
    {
        if (Counts && guestCount != 0)
        {
            e.OpI(Alu.Add, true, Thunks.Word(0x50), guestCount);
        }
    }

    /// <summary>The PC word = the current guest instruction's address. Uses RAX.</summary>
    private void EmitPc()
    {
        LoadPcRelative(RAX, guestOffset);
        e.Store(64, PcWord, RAX);
    }

    /// <summary>Leaves to a target relative to this block: R14, poll, the jump to be linked.</summary>
    private void EmitExit(long target)
    {
        EmitCount();
        if (target != 0)
        {
            if (target == (int)target)
            {
                e.Lea(true, R14, new Mem(R14, (int)target));
            }
            else
            {
                e.MovI(RAX, target);
                e.Op(Alu.Add, true, R14, RAX);
            }
        }

        if (target <= 0)
        {
            e.OpI(Alu.Cmp, false, AttentionWord, 0);
            e.Jcc(Cc.NE, thunks.Exit);
        }

        if (!IsOwnPage(target))
        {
            // Another page: its translation may change without this block's, so the way there is the jump cache.
            JumpThroughCache(BranchKind.Return);
            return;
        }

        e.AlignNextDisplacement();
        if (exitCount == exits.Length)
        {
            Array.Resize(ref exits, exitCount * 2);
        }

        exits[exitCount++] = new BlockExit((int)(e.Position - start), 0, target);
        e.Jmp();
    }

    private void LowerGotoIndirect(in Instruction ins)
    {
        BranchKind kind = (BranchKind)ins.Sub;
        int a = UseGpr(ins.A);
        if (region is not null && (kind == BranchKind.Return ? LowerRegionReturn(a) : LowerRegionJump(a, kind)))
        {
            return;
        }

        int first = placeCount;
        WriteBack(first, Snapshot());
        EmitCount();
        e.Mov(true, R14, a);
        LeaveIndirectly(kind);
    }

    /// <summary>Goes on at the PC in R14 (aligned) if the jump cache knows it, else looks it up.</summary>
    private void JumpThroughCache(BranchKind kind)
    {
        Thunks.JumpCacheEntryAddress(e);
        int tag = R14;
        if (Thunks.BTypeOf(kind) != 0)
        {
            tag = RCX;
            e.Lea(true, RCX, new Mem(R14, Thunks.BTypeOf(kind)));
        }

        e.Op(Alu.Cmp, true, tag, new Mem(RAX));
        e.Jcc(Cc.NE, thunks.LookupFor(kind));
        e.JmpM(new Mem(RAX, 8));
    }

    private void LowerCall(in Instruction ins)
    {
        // What lives on cannot stay in registers, nor in a home that the helper may write.
        SpillLiveValues(in ins);
        int first = placeCount;
        WriteBack(first, Snapshot());
        placeCount = first;
        EmitPc();
        LoadArgument(RCX, ins.B);
        LoadArgument(RAX, ins.C);
        LoadArgument(RDX, ins.A);
        e.Mov(true, R8, RAX);
        e.MovI(RSI, ins.Sub);
        e.Call(((CallFlags)ins.Imm & CallFlags.ChecksTags) != 0 ? thunks.TagCheck : thunks.Helper);
        hostFlagsOp = Op.Nop;
        Unpin();
        ForgetDirty();
        for (int r = 0; r < 32; r++)
        {
            if (registerValue[r] >= 0)
            {
                DropRegister(registerValue[r]);
            }
        }

        while (pageCount != 0)
        {
            DropPage(0);
        }

        Array.Fill(homeValue, -1);
        if (ins.Type != IrType.Void && values[current].LastUse >= 0)
        {
            int r = AllocateGpr();
            e.Mov(true, r, RAX);
            DefineGpr(current, r);
        }

        if (((CallFlags)ins.Imm & CallFlags.MayLeave) != 0)
        {
            e.OpI(Alu.Cmp, false, Thunks.Word(0x04), 0);
            _ = AddCold(ColdKind.Leave, e.Jcc(Cc.NE));
        }
    }

    private void LoadArgument(int r, int v)
    {
        if (v >= 0)
        {
            LoadInto(r, v);
        }
        else
        {
            e.MovI(r, 0);
        }
    }

    private bool LivesOn(int v)
        => values[v].Spill < 0 && !IsRematerialized(v) && !values[v].Lazy && (values[v].LastUse > current || HeldByFlags(v));

    /// <summary>Whether something besides dirty slots holds the value.</summary>
    private bool HeldByFlags(int v)
    {
        int holders = values[v].Holders;
        for (int slot = 0; holders > 0 && slot < Block.SlotLimit; slot++)
        {
            if (IsDirty(slot) && slotValue[slot] == v)
            {
                holders--;
            }
        }

        return holders > 0;
    }

    private void SpillFromHome(int v)
    {
        if (IsVector(v))
        {
            LoadIntoXmm(15, v);
            Spill(v, 15 + XmmBase);
        }
        else
        {
            LoadInto(RAX, v);
            Spill(v, RAX);
        }
    }

    private void SpillLiveValues(in Instruction ins)
    {
        for (int slot = 0; slot < Block.SlotLimit; slot++)
        {
            int v = homeValue[slot];
            if (v >= 0 && values[v].Register < 0 && HomeHas(v) && LivesOn(v))
            {
                SpillFromHome(v);
            }
        }

        for (int r = 0; r < 32; r++)
        {
            int v = registerValue[r];
            if (v >= 0 && LivesOn(v))
            {
                Spill(v, r);
            }
        }

        // the arguments must be readable after the write-back: from registers, spill places or as constants
        for (int k = 0; k < 3; k++)
        {
            int v = k == 0 ? ins.A : k == 1 ? ins.B : ins.C;
            if (v >= 0 && values[v].Register < 0 && values[v].Spill < 0 && !IsRematerialized(v) && !values[v].Lazy)
            {
                UseGpr(v);
            }
        }
    }
}
