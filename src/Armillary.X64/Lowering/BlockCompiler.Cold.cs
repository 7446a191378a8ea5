using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Cold code: what comes behind the block's straight line.</content>
public sealed unsafe partial class BlockCompiler
{
    private enum ColdKind : byte
    {
        /// <summary>Call the slow path for a site and go back.</summary>
        Site,

        /// <summary>Write back and leave to another block.</summary>
        Exit,

        /// <summary>A helper left: look the PC up.</summary>
        Leave,

        /// <summary>Write back, call a helper, look the PC up.</summary>
        Trap,

        /// <summary>Note that something saturated, and go back.</summary>
        Saturation,

        /// <summary>Write back and go to another block of the region.</summary>
        Edge,

        /// <summary>Write back and leave to the PC in a register.</summary>
        Indirect,

        /// <summary>Find the page of all accesses off an address, or go to the copy of the loop.</summary>
        Span,
    }

    private struct Cold
    {
        public ColdKind Kind;
        public Block Source;
        public byte* Jump1;
        public byte* Jump2;
        public byte* Jump3;
        public nint Back;
        public long Target;
        public int First;
        public int Count;
        public int Moves;
        public int From;
        public int GuestCount;
        public int GuestOffset;
        public uint Site;
        public byte Helper;
        public PageUse Page;
        public bool Write;
        public int Base;
        public int Displacement;
        public int Bytes;
        public int SiteBytes;
        public int Tag;
        public int Addend;
        public nint Resume;
        public int SitePage;
        public bool Mirror;

        /// <summary>The number of a plain access, and one: it may be done across pages; 0: not here.</summary>
        public int Access;
        public int AccessDisplacement;
        public int AccessBytes;
        public Location AccessFirst;
        public Location AccessSecond;

        /// <summary>A register that tells later accesses that this one went the slow way; 0: none.</summary>
        public int SlowMark;
        public Op FlagsOp;
        public IrType FlagsType;
        public int FlagsA;
        public int FlagsB;
    }

    private Cold[] colds = new Cold[256];
    private int coldCount;

    private void ResetCold()
    {
        coldCount = 0;
        placeCount = 0;
        hostFlagsOp = Op.Nop;
    }

    private ref Cold AddCold(ColdKind kind, byte* jump)
    {
        if (coldCount == colds.Length)
        {
            Array.Resize(ref colds, coldCount * 2);
        }

        ref Cold cold = ref colds[coldCount++];
        cold = default;
        cold.Kind = kind;
        cold.Source = block;
        cold.Jump1 = jump;
        cold.GuestCount = guestCount;
        cold.GuestOffset = guestOffset;
        cold.FlagsOp = hostFlagsOp;
        cold.FlagsType = hostFlagsType;
        cold.FlagsA = hostFlagsA;
        cold.FlagsB = hostFlagsB;
        return ref cold;
    }

    private void EmitCold(uint firstExit)
    {
        for (int i = 0; i < coldCount && status == CompileStatus.Done; i++)
        {
            if (e.Position > limit)
            {
                status = CompileStatus.NoRoom;
                return;
            }

            ref Cold cold = ref colds[i];
            e.PatchHere(cold.Jump1);
            if (cold.Jump2 != null)
            {
                e.PatchHere(cold.Jump2);
            }

            if (cold.Jump3 != null)
            {
                e.PatchHere(cold.Jump3);
            }

            block = cold.Source;
            hostFlagsOp = cold.FlagsOp;
            hostFlagsType = cold.FlagsType;
            hostFlagsA = cold.FlagsA;
            hostFlagsB = cold.FlagsB;
            guestCount = cold.GuestCount;
            guestOffset = cold.GuestOffset;
            switch (cold.Kind)
            {
                case ColdKind.Site:
                    if (cold.Mirror)
                    {
                        EmitColdMirror(ref cold);
                    }
                    else if (cold.SitePage != 0)
                    {
                        EmitColdSitePage(ref cold);
                    }

                    if (cold.Page is PageUse.Leader or PageUse.Follower)
                    {
                        EmitColdPage(ref cold);
                    }

                    if (cold.Access != 0)
                    {
                        EmitColdAcross(ref cold);
                    }

                    e.PushSite(cold.Site);
                    e.Call(thunks.SlowPath);
                    if (cold.SlowMark != 0)
                    {
                        e.MovI(cold.SlowMark, 1);
                    }

                    e.Jmp(cold.Back);
                    break;
                case ColdKind.Exit:
                    WriteBack(cold.First, cold.Count);
                    EmitExit(cold.Target);
                    break;
                case ColdKind.Leave:
                    EmitCount();
                    e.Jmp(thunks.LookupAndGo);
                    break;
                case ColdKind.Trap:
                    WriteBack(cold.First, cold.Count);
                    EmitPc();
                    e.MovI(RDX, cold.Target);
                    e.MovI(RCX, 0);
                    e.MovI(R8, 0);
                    e.MovI(RSI, cold.Helper);
                    EmitCount();
                    e.Call(thunks.Helper);
                    e.Jmp(thunks.LookupAndGo);
                    break;
                case ColdKind.Saturation:
                    e.OpI(Alu.Or, false, SaturationStatus, EngineArea.QC);
                    e.Jmp(cold.Back);
                    break;
                case ColdKind.Edge:
                    blockNumber = cold.From;
                    EmitEdge(new Edge(cold.First, cold.Count, cold.Moves), (int)cold.Target, mayFall: false);
                    break;
                case ColdKind.Indirect:
                    EmitIndirectExit(in cold);
                    break;
                case ColdKind.Span:
                    EmitColdSpan(ref cold);
                    break;
                default:
                    break;
            }
        }

        EmitPolls();
        EmitJumpTables();
        EmitLinkEntry();
        for (int i = 0; i < exitCount && status == CompileStatus.Done; i++)
        {
            if (e.Position > limit)
            {
                status = CompileStatus.NoRoom;
                return;
            }

            ref BlockExit exit = ref exits[i];
            int stub = (int)(e.Position - start);
            exit = exit with { StubOffset = stub };
            *(int*)(start + exit.JumpOffset + 1) = stub - (exit.JumpOffset + 5);
            e.PushI((int)(firstExit + (uint)i));
            e.Jmp(thunks.Link);
        }
    }
}
