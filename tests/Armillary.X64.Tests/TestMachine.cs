using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Core.Host;
using Armillary.Core.State;
using Armillary.Ir;
using Armillary.Ir.Interpretation;
using Armillary.Ir.Numerics;

namespace Armillary.X64.Tests;

/// <summary>A context with memory that runs blocks either as generated code or by the interpreter.</summary>
public sealed unsafe class TestMachine : IInterpreterHost, IDisposable
{
    public const ulong FaultPc = 0xFA_0000;
    public const ulong Start = 0x40_0000_1000;

    [ThreadStatic]
    private static TestMachine? running;

    private readonly ExecutableMemory code = new(1 << 20);
    private readonly NativeContext context = new();
    private readonly TlbEntry* tlb;
    private readonly JumpCacheEntry* jumpCache;
    private readonly Thunks thunks;
    private readonly Interpreter interpreter = new();
    private FPContext floatingPoint;

    public TestMachine(bool count = false, HostFeatures? features = null)
    {
        tlb = (TlbEntry*)NativeMemory.AlignedAlloc(TlbEntry.MinCount * (nuint)sizeof(TlbEntry), 64);
        jumpCache = (JumpCacheEntry*)NativeMemory.AlignedAlloc(JumpCacheEntry.Count * (nuint)sizeof(JumpCacheEntry), 64);
        new Span<byte>(jumpCache, JumpCacheEntry.Count * sizeof(JumpCacheEntry)).Fill(0xFF);
        ClearTlb();
        thunks = new Thunks(code.Write, code.Execute);
        Compiler = new BlockCompiler(new CompilerOptions { CountInstructions = count, OneProcessor = count }, features ?? HostFeatures.Detect(), thunks, Sites);
        EngineArea.Initialize(context.Pointer, &SlowPath, &Lookup, &Link, &Helper);
        context.Words.Tlb = tlb;
        context.Words.TlbMask = context.Words.UnprivilegedTlbMask = (TlbEntry.MinCount - 1) << TlbEntry.SizeLog2;
        context.Words.UnprivilegedTlb = tlb;
        context.Words.JumpCache = jumpCache;
        context.Words.ExclusiveAddress = ulong.MaxValue;
    }

    public NativeContext Context => context;

    public TestMemory Memory { get; } = new();

    public SiteTable Sites { get; } = new();

    public BlockCompiler Compiler { get; }

    public JumpCacheEntry* JumpCache => jumpCache;

    public Thunks Thunks => thunks;

    public int SlowPaths { get; private set; }

    public int Links { get; private set; }

    public int Lookups { get; private set; }

    [SuppressMessage("Design", "CA1045", Justification = "interface")]
    public ref FPContext FloatingPoint => ref floatingPoint;

    public bool Exact { get; set; }

    public byte* CodeAt => code.Write + 4096;

    public byte* ExecuteAt => code.Execute + 4096;

    public void ClearTlb()
    {
        ClearTlbOnly();
        SitePages.Clear(context.Pointer, SitePageArea.Unprivileged);
        SitePages.Clear(context.Pointer, SitePageArea.Privileged);
    }

    public void ClearTlbOnly() => new Span<byte>(tlb, TlbEntry.MinCount * sizeof(TlbEntry)).Fill(0xFF);

    public int Compile(Block block)
    {
        Sites.Reset();
        CompileStatus status = Compiler.Compile(block, CodeAt, ExecuteAt, (1 << 20) - 4096, 100, 0, Exact);
        return status == CompileStatus.Done ? Compiler.Length : throw new InvalidOperationException(status.ToString());
    }

    /// <summary>Runs the compiled block; the cumulative status is folded into <see cref="FloatingPoint"/>.</summary>
    public void Run()
    {
        running = this;
        SlowPaths = 0;
        uint rounding = floatingPoint.RMode switch { FPRounding.POSINF => 2u, FPRounding.NEGINF => 1, FPRounding.ZERO => 3, _ => 0 };
        context.Words.HostFpControl = 0x1F80 | (rounding << 13);
        context.Words.Pc = Start;
        thunks.Enter(context.Pointer, (nint)ExecuteAt);
        Fold();
    }

    private void Fold()
    {
        uint status = context.Words.HostFpControl;
        floatingPoint.Raise((status & 1) | (status >> 1 & 0x1E));
        context.Words.HostFpControl &= ~0x3Fu;
        ref uint saturation = ref *(uint*)((byte*)context.Pointer + EngineArea.SaturationStatus);
        floatingPoint.Raise(saturation);
        saturation = 0;
    }

    public void Interpret(Block block)
    {
        context.Words.Pc = Start;
        interpreter.Run(block.Instructions, this);
    }

    public bool ExecuteMemory(in Instruction instruction, in Bits128 a, in Bits128 b, in Bits128 c, out Bits128 first, out Bits128 second)
    {
        ulong address = a.Low + (ulong)instruction.Imm;
        if (Memory.Execute(context.Pointer, instruction, address, b, c, out first, out second))
        {
            return true;
        }

        context.Integer(60) = context.Words.Pc;
        context.Words.Pc = FaultPc;
        return false;
    }

    public ulong CallHelper(int helper, ulong a, ulong b, ulong c)
    {
        context.Integer(61) = context.Words.Pc;
        context.Integer(3) += a ^ (ulong)helper;
        context.Integer(5) = context.Integer(5) * 3 + b;
        context.Vector(2)[1] ^= c;
        if (helper == 9)
        {
            context.Words.Leave = 1;
            context.Words.Pc = FaultPc + 0x100;
        }

        return a + b + c;
    }

    [UnmanagedCallersOnly]
    private static int SlowPath(GuestContext* context, uint site)
    {
        TestMachine machine = running!;
        machine.SlowPaths++;
        SiteRecord record = machine.Sites[site];
        Instruction i = record.Instruction;
        Bits128 a = record.ReadOperand(context, 0), b = record.ReadOperand(context, 1), c = record.ReadOperand(context, 2);
        if (i.Op is >= Op.Load and <= Op.CompareAndSwap)
        {
            ulong address = a.Low + (ulong)i.Imm;
            if (!machine.Memory.Execute(context, i, address, b, c, out Bits128 first, out Bits128 second))
            {
                record.Recover(context);
                machine.context.Integer(60) = context->Pc;
                context->Pc = FaultPc;
                return 1;
            }

            machine.Memory.Fill(machine.tlb, address);
            record.WriteResult(context, first);
            record.WriteResult(context, second, 1);
            return 0;
        }

        machine.Fold();
        record.WriteResult(context, PureOps.Evaluate(i, a, b, c, ref machine.floatingPoint));
        return 0;
    }

    [UnmanagedCallersOnly]
    private static nint Lookup(GuestContext* context)
    {
        running!.Lookups++;
        return running!.thunks.Exit;
    }

    [UnmanagedCallersOnly]
    private static nint Link(GuestContext* context, uint exit)
    {
        running!.Links++;
        Xunit.Assert.InRange(exit, 100u, 100u + (uint)running.Compiler.Exits.Length - 1);
        return running.thunks.Exit;
    }

    [UnmanagedCallersOnly]
    private static ulong Helper(GuestContext* context, uint helper, ulong a, ulong b, ulong c)
        => running!.CallHelper((int)helper, a, b, c);

    public void Dispose()
    {
        code.Dispose();
        context.Dispose();
        Memory.Dispose();
        NativeMemory.AlignedFree(tlb);
        NativeMemory.AlignedFree(jumpCache);
    }
}
