using Armillary.Arm;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Vcpus;
using Armillary.Ir;

namespace Armillary.Engines.Interpretation;

/// <summary>Runs one CPU by interpretation, block by block.</summary>
/// <param name="engine">Its engine.</param>
/// <param name="cpu">Its CPU.</param>
internal sealed unsafe class InterpreterVcpu(InterpreterEngine engine, Cpu cpu) : Vcpu(engine, cpu)
{
    private const int BlockLimit = 100_000;

    private readonly BlockInterpreter interpreter = new();
    private readonly Dictionary<(ulong Physical, TranslationContext Context), Instruction[]> blocks = [];
    private int generation;

    public override void ContextChanged(bool translation) => SelectSpaces(translation);

    public override void Run()
    {
        CurrentVcpu.Index = Cpu.Index;
        SelectSpaces(true);
        FpControlChanged();
        while (Attend())
        {
            EnterGuest();
            while (Volatile.Read(ref Context.Words.Attention) == 0 && RunBlock())
            {
            }

            Requests.LeaveGuest();
        }
    }

    private bool RunBlock()
    {
        ref GuestContext words = ref Context.Words;
        if (!TryFetch(words.Pc, out byte* host, out PhysicalAddress physical, out bool guarded) || !AcceptBranchTarget(host, guarded, out _))
        {
            words.Leave = 0;
            return true;
        }

        if (generation != Volatile.Read(ref engine.CodeGeneration) || blocks.Count > BlockLimit)
        {
            generation = Volatile.Read(ref engine.CodeGeneration);
            blocks.Clear();
        }

        TranslationContext context = ContextOf(guarded);
        if (!blocks.TryGetValue((physical.Value, context), out Instruction[]? block))
        {
            block = interpreter.Translate(this, host, context).ToArray();
            blocks.Add((physical.Value, context), block);
        }

        interpreter.Run(this, block);
        return true;
    }
}
