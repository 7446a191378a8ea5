using System.Numerics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64;

/// <content>Slots: which value each has now, and whether its home in the context knows.</content>
public sealed unsafe partial class BlockCompiler
{
    private readonly int[] slotValue = new int[Block.SlotLimit];
    private readonly int[] homeValue = new int[Block.SlotLimit];
    private ulong dirtyFlags;
    private ulong dirtyIntegers;
    private ulong dirtyVectors;

    private void ResetSlots()
    {
        Array.Fill(slotValue, -1);
        Array.Fill(homeValue, -1);
        dirtyFlags = 0;
        dirtyIntegers = 0;
        dirtyVectors = 0;
    }

    /// <summary>Whether the value lies in the home of its slot.</summary>
    private bool HomeHas(int v) => values[v].Home is >= 0 and var slot && homeValue[slot] == v;

    private bool IsDirty(int slot)
        => slot < 64 ? ((dirtyFlags | dirtyIntegers) >> slot & 1) != 0 : (dirtyVectors >> (slot - 64) & 1) != 0;

    private void SetDirty(int slot, IrType type)
    {
        if (slot >= 64)
        {
            dirtyVectors |= 1UL << (slot - 64);
        }
        else if (type == IrType.Flags)
        {
            dirtyFlags |= 1UL << slot;
            dirtyIntegers &= ~(1UL << slot);
        }
        else
        {
            dirtyIntegers |= 1UL << slot;
            dirtyFlags &= ~(1UL << slot);
        }
    }

    private void ClearDirty(int slot)
    {
        if (slot >= 64)
        {
            dirtyVectors &= ~(1UL << (slot - 64));
        }
        else
        {
            dirtyFlags &= ~(1UL << slot);
            dirtyIntegers &= ~(1UL << slot);
        }
    }

    private void LowerGetSlot(in Instruction ins)
    {
        int slot = (int)ins.Imm;
        if (IsDirty(slot))
        {
            // A read that the builder did not forward: copy what the slot has now.
            int known = slotValue[slot];
            if (ins.Type == IrType.V128)
            {
                int x = AllocateXmm();
                LoadIntoXmm(x, known);
                DefineXmm(current, x);
            }
            else if (values[known].Lazy)
            {
                FlagsWordToRax(known);
                int r = AllocateGpr();
                e.ZeroExtend(16, r, Gpr.RAX);
                DefineGpr(current, r);
                hostFlagsOp = Op.Nop;
            }
            else
            {
                int r = AllocateGpr();
                LoadInto(r, known);
                if (ins.Type == IrType.I32)
                {
                    e.Mov(false, r, r);
                }

                DefineGpr(current, r);
            }

            return;
        }

        int before = homeValue[slot];
        if (before >= 0 && before != current && IsLive(before) && values[before].Register < 0 && values[before].Spill < 0 && !values[before].Lazy)
        {
            // two values of one home: the earlier one moves to a register of its own
            if (IsVector(before))
            {
                UseXmm(before);
            }
            else
            {
                UseGpr(before);
            }
        }

        values[current].Home = (sbyte)slot;
        homeValue[slot] = current;
    }

    private void LowerSetSlot(int slot, int v)
    {
        bool dirty = IsDirty(slot);
        int old = dirty ? slotValue[slot] : -1;
        if (old == v)
        {
            return;
        }

        if (!dirty && values[v].Home == slot && HomeHas(v))
        {
            return;
        }

        if (!values[v].Lazy && values[v].Register < 0 && values[v].Spill < 0 && !IsRematerialized(v))
        {
            // a dirty slot's value is never only in another slot's home
            if (IsVector(v))
            {
                UseXmm(v);
            }
            else
            {
                UseGpr(v);
            }

            if (IsDirty(slot) != dirty)
            {
                old = -1; // loading evicted the old value to its home
            }
        }

        if (values[v].Home == slot && HomeHas(v))
        {
            // memory has it already
            ClearDirty(slot);
        }
        else
        {
            SetDirty(slot, block[v].Type);
            slotValue[slot] = v;
            Hold(v);
        }

        if (old >= 0)
        {
            Unhold(old);
        }
    }

    /// <summary>
    /// Whether what is loaded may go to the register of what its slot has until then, which nothing else needs: if the load fails, nothing was written to it. The site is recorded
    /// while the slot has the old value, <see cref="Overwrite"/> comes behind.
    /// </summary>
    /// <param name="v">The value that is loaded.</param>
    /// <param name="address">A value that only this instruction may read from the register; -1: none.</param>
    /// <param name="except">A register that it must not be; -1: none.</param>
    /// <param name="register">The register.</param>
    private bool FindOverwritten(int v, int address, int except, out int register)
    {
        register = -1;
        int slot = values[v].Into;
        if (slot < 0 || values[v].Dead || values[v].LastUse < 0 || !IsDirty(slot))
        {
            return false;
        }

        int old = slotValue[slot];
        ref ValueState state = ref values[old];
        register = state.Register;
        return register >= 0 && register != except && state is { Holders: 1, Pinned: false, Lazy: false, Spill: < 0 } && state.LastUse <= current
            && (old == address || (state.LastUse < current && (locked >> register & 1) == 0));
    }

    /// <summary>The slot of a value that is about to be loaded has nothing any more, and its register is the value's.</summary>
    private void Overwrite(int v)
    {
        int slot = values[v].Into;
        int old = slotValue[slot];
        ClearDirty(slot);
        values[old].Holders--;
        Detach(old);
    }

    /// <summary>Writes a value in a register to the homes of all slots that wait for it. False if one of them must not be overwritten yet.</summary>
    private bool WriteHomes(int v)
    {
        int r = values[v].Register;
        bool vector = IsVector(v);
        for (ulong m = vector ? dirtyVectors : dirtyIntegers | dirtyFlags; m != 0; m &= m - 1)
        {
            int slot = BitOperations.TrailingZeroCount(m) + (vector ? 64 : 0);
            if (slotValue[slot] != v)
            {
                continue;
            }

            int before = homeValue[slot];
            if (before >= 0 && before != v && IsLive(before) && values[before].Register < 0 && values[before].Spill < 0 && HomeHas(before))
            {
                return false;
            }

            StoreHome(slot, r, block[v].Type);
            ClearDirty(slot);
            homeValue[slot] = v;
            values[v].Home = (sbyte)slot;
            values[v].Holders--;
        }

        return values[v].Holders == 0 || HomeHas(v);
    }

    private void StoreHome(int slot, int r, IrType type)
    {
        if (slot >= 64)
        {
            e.VStore(Home(slot), r - XmmBase);
        }
        else
        {
            e.Store(type == IrType.Flags ? 16 : 64, Home(slot), r);
        }
    }

    /// <summary>All slots are in memory now: forgets who was dirty.</summary>
    private void ForgetDirty()
    {
        for (ulong m = dirtyIntegers | dirtyFlags; m != 0; m &= m - 1)
        {
            Forget(BitOperations.TrailingZeroCount(m));
        }

        for (ulong m = dirtyVectors; m != 0; m &= m - 1)
        {
            Forget(BitOperations.TrailingZeroCount(m) + 64);
        }

        void Forget(int slot)
        {
            ClearDirty(slot);
            Unhold(slotValue[slot]);
        }
    }
}
