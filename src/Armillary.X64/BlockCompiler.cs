using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64;

/// <summary>
/// Compiles one block at a time to x86-64 code (tier 1). Not for concurrent use; nothing is allocated per block once warm.
/// The register convention and the thunks that the code relies on: docs/subsystems/x64.md.
/// </summary>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>No instruction and no exit emits more than this.</summary>
    private const int Margin = 4096;

    private readonly Emitter e = new();
    private readonly CompilerOptions options;
    private readonly HostFeatures features;
    private readonly Thunks thunks;
    private readonly SiteTable sites;
    private BlockExit[] exits = new BlockExit[64];
    private int exitCount;
    private Block block = new();
    private bool exactFloatingPoint;
    private byte* start;
    private byte* limit;
    private nint startExecute;
    private int current;
    private int pageOffset;
    private int guestOffset;
    private int guestCount;
    private CompileStatus status;

    /// <summary>A compiler for code in the code cache that <paramref name="thunks"/> starts; sites are added to <paramref name="sites"/>.</summary>
    public BlockCompiler(CompilerOptions options, HostFeatures features, Thunks thunks, SiteTable sites)
    {
        this.options = options;
        this.features = features;
        this.thunks = thunks;
        this.sites = sites;
    }

    /// <summary>How many bytes the last compilation appended.</summary>
    public int Length { get; private set; }

    /// <summary>The direct exits of the last block; exit n has number firstExit + n. Valid until the next compilation.</summary>
    public ReadOnlySpan<BlockExit> Exits => exits.AsSpan(0, exitCount);

    /// <summary>What has to be changed in the last block's code when it is copied elsewhere: see <see cref="CodeFixup"/>. Valid until the next compilation.</summary>
    public ReadOnlySpan<uint> Fixups => e.Fixups;

    /// <summary>Compiles <paramref name="source"/>, which must end in a terminator.</summary>
    /// <param name="source">The block; of it only operand C of store-exclusives is changed (<see cref="ValueState.Paired"/>).</param>
    /// <param name="write">Where to write, aligned to 16.</param>
    /// <param name="execute">Where that will run, in reach of the thunks (2 GiB).</param>
    /// <param name="capacity">How many bytes there are.</param>
    /// <param name="firstExit">The number that the block's first exit passes to <c>Link</c>.</param>
    /// <param name="pageOffset">Where in its 4 KiB guest page the block starts: exits that leave the page are looked up, not linked.</param>
    /// <param name="exactFloatingPoint">Every floating-point operation goes to the slow path (FPCR modes that the host has not).</param>
    public CompileStatus Compile(Block source, byte* write, byte* execute, int capacity, uint firstExit, int pageOffset, bool exactFloatingPoint = false)
    {
        Begin(write, execute, capacity, pageOffset, exactFloatingPoint);
        region = null;
        BeginBlock(source);
        LowerFrom(0);
        return Finish(firstExit);
    }

    private void Begin(byte* write, byte* execute, int capacity, int pageOffset, bool exactFloatingPoint)
    {
        this.exactFloatingPoint = exactFloatingPoint;
        this.pageOffset = pageOffset;
        start = write;
        startExecute = (nint)execute;
        limit = write + capacity - Margin;
        e.Start(write, execute);
        exitCount = 0;
        accesses.Clear();
        LinkOffset = 0;
        jumpTables.Clear();
        Length = 0;
        status = sites.HasRoom ? CompileStatus.Done : CompileStatus.NoRoom;
        ResetCold();
        constantCount = 0;
        constantUseCount = 0;
    }

    private void BeginBlock(Block source)
    {
        block = source;
        guestOffset = 0;
        guestCount = 0;
        hostFlagsOp = Op.Nop;
        loopPageCount = 0;
        loopMirrors.Clear();
        ResetAllocation(source.Count);
        multiplies = Liveness.Run(source, values);
    }

    private void LowerFrom(int first)
    {
        int count = block.Count;
        for (current = first; current < count && status == CompileStatus.Done; current++)
        {
            if (values[current].Dead)
            {
                continue;
            }

            if (e.Position > limit)
            {
                status = CompileStatus.NoRoom;
                break;
            }

            ref Instruction ins = ref block[current];
            KeepFlagsOfHost(in ins);
            if ((Traits.Of(ins.Op) & Trait.KeepsHostFlags) == 0)
            {
                hostFlagsOp = Op.Nop;
            }

            PrepareResult(in ins);
            Lower(ref ins);
            EndInstruction(in ins);
        }
    }

    private CompileStatus Finish(uint firstExit)
    {
        EmitCold(firstExit);
        EmitConstants();
        if (status == CompileStatus.Done)
        {
            Length = (int)(e.Position - start);
        }

        return status;
    }

    private void Lower(ref Instruction ins)
    {
        switch (ins.Op)
        {
            case Op.Nop or Op.Const or Op.VConst or Op.PcRelative or Op.PairHigh:
                break; // made where they are used
            case Op.GuestInstruction:
                guestOffset = (int)ins.Imm;
                guestCount++;
                break;
            case Op.GetSlot:
                LowerGetSlot(in ins);
                break;
            case Op.SetSlot:
                LowerSetSlot((int)ins.Imm, ins.A);
                break;
            case Op.SubFlags or Op.AddFlags or Op.LogicFlags:
            case Op.And or Op.Truncate when IsTested(in ins):
                LowerLazyFlags(in ins);
                break;
            default:
                if (!LowerInteger(in ins) && !LowerFlagsUser(in ins) && !LowerControl(in ins) && !LowerMemory(in ins)
                    && !LowerAtomic(in ins) && !LowerVector(in ins) && !LowerFloatingPoint(in ins))
                {
                    LowerBySite(in ins);
                }

                break;
        }
    }
}
