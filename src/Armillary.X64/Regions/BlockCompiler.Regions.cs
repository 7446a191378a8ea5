using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using Armillary.X64.Regions;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Regions (tier 2): blocks compiled together. Some slots are pinned: wherever a block of the region begins, a pinned slot's value is in its
/// register, and the home of one that the region writes is out of date. Inside a block they are values like all others, which may move or be
/// evicted; each edge to a block brings them back. R14 stays the address of the region's entry.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    private readonly List<Block> regionBlocks = [];
    private readonly List<(nint Place, int Target)> forwardJumps = [];
    private readonly List<(nint Place, int Target, ulong Demoted)> polls = [];
    private Region? region;
    private Pin[] pins = [];
    private FlagsState[] flagsStates = [];
    private nint[] labels = [];
    private readonly HashSet<long> codePages = [];
    private int blockNumber;
    private RegionGraph graph = new(new Region([]));
    private ulong throughEntry;

    /// <summary>Compiles a region; everything else as for <see cref="Compile"/>.</summary>
    /// <param name="source">The region, of at most 64 blocks; it is not changed.</param>
    /// <param name="write">Where to write, aligned to 16.</param>
    /// <param name="execute">Where that will run, in reach of the thunks (2 GiB).</param>
    /// <param name="capacity">How many bytes there are.</param>
    /// <param name="firstExit">The number that the region's first exit passes to <c>Link</c>.</param>
    /// <param name="pageOffset">Where in its 4 KiB guest page the entry is.</param>
    /// <param name="exactFloatingPoint">Every floating-point operation goes to the slow path (FPCR modes that the host has not).</param>
    public CompileStatus CompileRegion(Region source, byte* write, byte* execute, int capacity, uint firstExit, int pageOffset, bool exactFloatingPoint = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Blocks.Count, RegionGraph.MaxBlocks);
        Begin(write, execute, capacity, pageOffset, exactFloatingPoint);
        Arrange(RegionLayout.Order(PairSlots.Rewrite(source)));
        AddCopies();
        labels = new nint[region!.Blocks.Count];
        BeginLoops(labels.Length);
        NotePages();
        forwardJumps.Clear();
        polls.Clear();
        EnterRegion();
        for (blockNumber = 0; blockNumber < region.Blocks.Count && status == CompileStatus.Done; blockNumber++)
        {
            if (blockNumber == regionBlocks.Count)
            {
                regionBlocks.Add(new Block());
            }

            if (IsIdleCopy(blockNumber))
            {
                continue;
            }

            RegionRewriter.Rewrite(region.Blocks[blockNumber], pins, flagsStates[blockNumber], regionBlocks[blockNumber]);
            labels[blockNumber] = (nint)e.Position;
            BeginBlock(regionBlocks[blockNumber]);
            guestOffset = region.Blocks[blockNumber].Offset;
            EnterLoop();
            BindPins();
            LowerFrom(pins.Length);
        }

        CompileStatus result = Finish(firstExit);
        if (result == CompileStatus.Done)
        {
            foreach ((nint place, int target) in forwardJumps)
            {
                *(int*)place = (int)(labels[target] - (place + 4));
            }

            FillJumpTables();
        }

        region = null;
        return result;
    }

    /// <summary>Chooses what is where at the beginnings of the blocks.</summary>
    private void Arrange(Region ordered)
    {
        graph = new RegionGraph(ordered);
        pins = Pins.Choose(ordered.Blocks, graph);
        region = RegionLayout.Peel(ordered, graph.Loops);
        if (region != ordered)
        {
            RegionGraph once = graph;
            graph = new RegionGraph(region);
            flagsStates = FlagsFlow.Run(region, graph, pins, true, out throughEntry);
            if (!flagsStates[1].IsMemory)
            {
                return;
            }

            (region, graph) = (ordered, once); // nothing is gained by it
        }

        flagsStates = FlagsFlow.Run(region, graph, pins, false, out throughEntry);
    }

    /// <summary>How far behind the beginning of the last region's code is what direct jumps to it go to: not 0 where it has code of several pages, so that they need a look at the jump cache.</summary>
    public int LinkOffset { get; private set; }

    private void NotePages()
    {
        codePages.Clear();
        foreach (RegionBlock part in region!.Blocks)
        {
            codePages.Add((pageOffset + part.Offset) >> 12);
        }
    }

    /// <summary>Whether the translation of a target is as sure as that of the code that goes there: so it is for the pages that the code was made from.</summary>
    private bool IsOwnPage(long target) => region is null ? pageOffset + target is >= 0 and <= 0xFFF : codePages.Contains((pageOffset + target) >> 12);

    /// <summary>
    /// A region of several pages is good where all of them are mapped as they were when it was made. The jump cache has only what was seen to be so since
    /// the mapping changed; a direct jump to the region asks it.
    /// </summary>
    private void EmitLinkEntry()
    {
        if (region is not null && codePages.Count > 1)
        {
            LinkOffset = (int)(e.Position - start);
            JumpThroughCache(BranchKind.Return);
        }
    }

    /// <summary>The number of the block that an exit of the current block goes to, -1 if it leaves the region.</summary>
    private int TargetOf(long offset)
        => region is null ? -1 : region.Find(offset) is var target && target == 1 && (throughEntry >> blockNumber & 1) != 0 ? 0 : target;

    /// <summary>The region's entry: pinned slots from memory to their registers.</summary>
    private void EnterRegion()
    {
        foreach (Pin pin in pins)
        {
            if (pin.Register >= XmmBase)
            {
                e.VLoad(pin.Register - XmmBase, Home(pin.Slot));
            }
            else
            {
                e.Load(true, pin.Register, Home(pin.Slot));
            }
        }
    }

    /// <summary>The allocator's state where a block of the region begins.</summary>
    private void BindPins()
    {
        current = -1;
        for (int k = 0; k < pins.Length; k++)
        {
            Pin pin = pins[k];
            if ((Demoted >> k & 1) != 0)
            {
                continue;
            }

            pinned |= 1u << pin.Register;
            values[k].Dead = false;
            Define(k, pin.Register);
            if (pin.Written)
            {
                SetDirty(pin.Slot, pin.Type);
                slotValue[pin.Slot] = k;
                Hold(k);
            }
            else
            {
                values[k].Home = (sbyte)pin.Slot;
                values[k].Pinned = true;
                homeValue[pin.Slot] = k;
            }
        }

        locked = 0;
    }

    /// <summary>The register of a pinned slot as a mask; 0: it is not pinned.</summary>
    private uint PinnedRegisterOf(int slot)
    {
        for (int k = 0; region is not null && k < pins.Length; k++)
        {
            if (pins[k].Slot == slot && (Demoted >> k & 1) == 0)
            {
                return 1u << pins[k].Register;
            }
        }

        return 0;
    }

    /// <summary>Behind a helper nothing is in a register.</summary>
    private void Unpin()
    {
        for (int k = 0; region is not null && k < pins.Length; k++)
        {
            values[k].Pinned = false;
        }
    }

    /// <summary>A conditional exit of a block of a region. The way round a loop is laid out straight.</summary>
    private void LowerRegionExit(in Instruction ins)
    {
        int target = TargetOf(ins.Imm);
        if (target < 0)
        {
            SideExit(JumpIf(in ins), ins.Imm);
            return;
        }

        bool always = ins.Op == Op.ExitIf && (Condition)ins.Sub >= Condition.AL;
        if (!always && current + 1 < block.Count && block[current + 1].Op == Op.Goto)
        {
            long otherwise = block[current + 1].Imm;
            int other = TargetOf(otherwise);
            if (other < 0 || (target <= blockNumber && other > blockNumber))
            {
                byte* jump = e.Jcc((Cc)((int)PrepareExit(in ins) ^ 1));
                if (other < 0)
                {
                    SideExit(jump, otherwise);
                }
                else
                {
                    SideEdge(jump, other);
                }

                EmitEdge(CaptureEdge(target), target, mayFall: true);
                values[current + 1].Dead = true;
                return;
            }
        }

        SideEdge(JumpIf(in ins), target);
    }

    private void SideEdge(byte* jump, int target)
    {
        Edge edge = CaptureEdge(target);
        if (edge.IsEmpty && target > blockNumber && !Counts)
        {
            forwardJumps.Add(((nint)jump, target));
            return;
        }

        ref Cold cold = ref AddCold(ColdKind.Edge, jump);
        cold.First = edge.First;
        cold.Count = edge.Stores;
        cold.Moves = edge.Moves;
        cold.Target = target;
        cold.From = blockNumber;
    }
}
