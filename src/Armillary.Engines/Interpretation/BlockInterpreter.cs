using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.Engines.Vcpus;
using Armillary.Ir;
using Armillary.Ir.Interpretation;

namespace Armillary.Engines.Interpretation;

/// <summary>Translates and interprets one block at the PC, for the interpreter engine and for single steps in the others.</summary>
internal sealed unsafe class BlockInterpreter
{
    private readonly A64Translator translator = new();
    private readonly Interpreter interpreter = new();

    /// <summary>Translates the block whose first instruction lies at <paramref name="host"/>.</summary>
    public ReadOnlySpan<Instruction> Translate(Vcpu vcpu, byte* host, TranslationContext context)
    {
        int offset = (int)(vcpu.Context.Words.Pc & 0xFFF);

        // SAFETY: the fetch gave the host address of bytes that reach to the end of the guest page.
        ReadOnlySpan<byte> code = new(host, 0x1000 - offset);
        translator.TranslateBlock(code, context, vcpu.Cpu.Model.Features, offset, vcpu.Engine.Options.MaxBlockInstructions);
        return translator.Block.Instructions;
    }

    /// <summary>Runs a translated block from the PC.</summary>
    public void Run(Vcpu vcpu, ReadOnlySpan<Instruction> block)
    {
        bool step = (vcpu.Cpu.TranslationContext & TranslationContext.SS) != 0;
        BlockOutcome outcome = interpreter.Run(block, vcpu);
        vcpu.Counters.InterpretedInstructions += (ulong)outcome.GuestInstructions;
        if (outcome.Indirect)
        {
            vcpu.Cpu.PSTATE.BTYPE = (int)BranchTargets.TypeOf(outcome.Kind);
        }

        if (step)
        {
            vcpu.Cpu.SSAdvance();
        }
    }

    /// <summary>Translates and runs the block at the PC.</summary>
    public void Run(Vcpu vcpu, byte* host, TranslationContext context) => Run(vcpu, Translate(vcpu, host, context));
}
