using Armillary.Arm.Mmu;
using Armillary.Arm.State;

namespace Armillary.Arm;

public static partial class Helpers
{
    private static Helper?[] BuildTable()
    {
        var table = new Helper?[256];
        table[Undefined] = static (cpu, _, _, _) =>
        {
            cpu.TakeUndefined();
            return 0;
        };
        table[SupervisorCall] = static (cpu, a, _, _) =>
        {
            cpu.CallSupervisor((uint)a);
            return 0;
        };
        table[HypervisorCall] = static (cpu, a, _, _) =>
        {
            cpu.CallHypervisor((uint)a);
            return 0;
        };
        table[SecureMonitorCall] = static (cpu, a, _, _) =>
        {
            cpu.CallSecureMonitor((uint)a);
            return 0;
        };
        table[Breakpoint] = static (cpu, a, _, _) =>
        {
            cpu.SoftwareBreakpoint((uint)a);
            return 0;
        };

        // HLT is UNDEFINED where halting debug is not enabled, which it never is.
        table[Halt] = table[Undefined];
        table[ReadSystemRegister] = static (cpu, a, b, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryReadSystemRegister((uint)a, (uint)b, out ulong value);
            return value;
        };
        table[WriteSystemRegister] = static (cpu, a, b, c) => GoOn(cpu, cpu.TryWriteSystemRegister((uint)a, (uint)c, b));
        table[WriteSystemRegisterAndStay] = static (cpu, a, b, c) =>
        {
            TranslationContext before = Enter(cpu);
            return Stay(cpu, cpu.TryWriteSystemRegister((uint)a, (uint)c, b), before);
        };
        table[WriteInterruptMasks] = static (cpu, a, b, _) =>
        {
            TranslationContext before = Enter(cpu);
            return Stay(cpu, cpu.TryWriteProcessState((uint)a, (uint)b), before);
        };
        table[WriteProcessState] = static (cpu, a, b, _) => GoOn(cpu, cpu.TryWriteProcessState((uint)a, (uint)b));
        table[InterruptMasksChanged] = static (cpu, _, _, _) =>
        {
            cpu.InterruptMasksChanged();
            return GoOn(cpu, true);
        };
        table[SystemInstruction] = static (cpu, a, b, c) => GoOn(cpu, cpu.TrySystemInstruction((uint)a, (uint)c, b));
        table[ExceptionReturn] = static (cpu, a, _, _) =>
        {
            cpu.ExceptionReturn(a);
            return 0;
        };
        table[ExceptionReturnToLink] = static (cpu, _, _, _) =>
        {
            cpu.ExceptionReturn(cpu.ELR(cpu.PSTATE.EL));
            return 0;
        };
        table[CheckExceptionReturnTrap] = static (cpu, a, _, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.CheckExceptionReturnTrap((uint)a);
            return 0;
        };
        table[WaitForInterrupt] = static (cpu, _, _, _) => cpu.WaitForInterrupt();
        table[WaitForEvent] = static (cpu, _, _, _) => cpu.WaitForEvent();
        table[Yield] = static (cpu, _, _, _) =>
        {
            cpu.Host.Yield(cpu);
            return 0;
        };
        table[SendEvent] = static (cpu, a, _, _) =>
        {
            cpu.SetEvent();
            if (a == 0)
            {
                cpu.Host.SendEvent(cpu);
            }

            return 0;
        };
        table[InstructionSynchronizationBarrier] = static (cpu, _, _, _) => GoOn(cpu, true);
        table[DataSynchronizationBarrier] = static (cpu, _, _, _) =>
        {
            cpu.Host.DataSynchronizationBarrier(cpu);
            return GoOn(cpu, true);
        };
        table[StackAlignmentFault] = static (cpu, _, _, _) =>
        {
            cpu.TakeSPAlignmentFault();
            return 0;
        };
        table[PCAlignmentFault] = static (cpu, _, _, _) =>
        {
            cpu.TakePCAlignmentFault();
            return 0;
        };
        table[FpAccessTrap] = static (cpu, _, _, _) =>
        {
            cpu.TakeFPAccessTrap();
            return 0;
        };
        table[IllegalState] = static (cpu, _, _, _) =>
        {
            cpu.TakeIllegalState();
            return 0;
        };
        table[BranchTargetFault] = static (cpu, a, _, _) =>
        {
            cpu.TakeBranchTargetException((int)a & 3);
            return 0;
        };
        table[AuthenticationFailure] = static (cpu, a, _, _) =>
        {
            cpu.TakePACFail((uint)a);
            return 0;
        };
        table[ErrorSynchronizationBarrier] = static (cpu, _, _, _) =>
        {
            cpu.SynchronizeErrors();
            return GoOn(cpu, true);
        };
        table[PointerAuthenticationTrap] = static (cpu, _, _, _) =>
        {
            cpu.TakePACTrap();
            return 0;
        };
        table[ZeroBlock] = static (cpu, a, b, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryZeroBlock(a, (uint)b);
            return 0;
        };
        table[SoftwareStep] = static (cpu, a, _, _) =>
        {
            cpu.TakeSoftwareStep(a != 0);
            return 0;
        };
        table[CheckBreakpoints] = static (cpu, _, _, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.CheckBreakpoints();
            return 0;
        };
        table[CheckWatchpoints] = static (cpu, a, b, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.CheckWatchpoints(a, (int)b);
            return 0;
        };
        AddMemoryTagging(table);
        table[CompareAndSwapPair] = static (cpu, a, b, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryCompareAndSwapPair(a, (int)b & 31, (int)(b >> 8) & 31, (int)(b >> 16) & 0xFF);
            return 0;
        };
        table[ScalableVector] = static (cpu, a, _, _) =>
        {
            cpu.Sve!.Execute((uint)a);
            return 0;
        };
        table[InstructionAbort] = static (cpu, a, _, _) =>
        {
            if (cpu.TryTranslate(a, AccessKind.Execute, out _, out FaultInfo fault))
            {
                cpu.RaiseExternalAbort(a, AccessKind.Execute); // the page is there, but nothing to fetch
            }
            else
            {
                cpu.RaiseInstructionAbort(a, in fault);
            }

            return 0;
        };
        return table;
    }

    private static void AddMemoryTagging(Helper?[] table)
    {
        table[CheckTags] = static (cpu, a, b, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.CheckTags(a, (int)b);
            return 0;
        };
        table[StoreTags] = static (cpu, a, b, c) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryStoreTags(a, b, (c & 2) != 0 ? 2 : 1, (c & 1) != 0);
            return 0;
        };
        table[LoadTag] = static (cpu, a, _, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryLoadTag(a, out ulong tag);
            return tag;
        };
        table[StoreTagMultiple] = static (cpu, a, b, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryStoreTags(a, b);
            return 0;
        };
        table[LoadTagMultiple] = static (cpu, a, _, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryLoadTags(a, out ulong tags);
            return tags;
        };
        table[StoreZeroTagMultiple] = static (cpu, a, b, _) =>
        {
            cpu.Native.Words.Leave = 0;
            cpu.TryStoreZeroTags(a, b);
            return 0;
        };
        table[InsertRandomTag] = static (cpu, a, _, _) => cpu.InsertRandomTag(a);
        table[AddTag] = static (cpu, a, b, _) => cpu.AddTag(a, (int)b);
    }

    private static TranslationContext Enter(Cpu cpu)
    {
        cpu.Native.Words.Leave = 0;
        return cpu.TranslationContext;
    }

    /// <summary>The end of a helper after which the block goes on, unless an exception was taken or the block is of another context now.</summary>
    private static ulong Stay(Cpu cpu, bool done, TranslationContext before)
    {
        if (done && cpu.TranslationContext != before)
        {
            cpu.PC += 4;
            cpu.Native.Words.Leave = 1;
        }

        return 0;
    }

    /// <summary>The end of a helper that leaves: on to the next instruction unless an exception was taken.</summary>
    private static ulong GoOn(Cpu cpu, bool done)
    {
        cpu.PC += done ? 4u : 0;
        return 0;
    }
}
