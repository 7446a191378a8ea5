using Armillary.Arm.State;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.X64;

namespace Armillary.Engines.Vcpus;

/// <summary>
/// What belongs to EL0 and to EL1 (EL2 of a host) after SVC, kept so that generated code goes from one to the other by loading a few words
/// (<see cref="EngineArea.Level"/>). It tells which it went to, and managed code catches up when it is next called.
/// </summary>
internal abstract unsafe partial class Vcpu
{
    private struct KeptLevel
    {
        public TranslationSpace? Space;
        public SpaceKey Key;
        public JumpCache JumpCache;
        public TranslationContext Context;
    }

    private readonly KeptLevel[] levels = new KeptLevel[2];

    /// <summary>Keeps what is current for the CPU's level, 0 or 1. Whether it does.</summary>
    public virtual bool KeepLevel() => false;

    /// <summary>Brings managed state in line with where generated code went by itself.</summary>
    public void CatchUp()
    {
        ref int went = ref WentTo;
        if (went == 0)
        {
            return;
        }

        ref KeptLevel level = ref levels[went - 1];
        went = 0;
        DataSpace = level.Space!;
        CurrentJumpCache = level.JumpCache;
        Spaces.Touch(DataSpace, CurrentJumpCache);
        Cpu.AdoptContext(level.Context);
    }

    protected void KeepCurrentLevel()
    {
        TranslationContext context = Cpu.TranslationContext;
        ref KeptLevel level = ref levels[Number(context)];
        if (level.Space == DataSpace && level.JumpCache == CurrentJumpCache && level.Context == context && level.Key == DataSpace.Key)
        {
            return;
        }

        level = new KeptLevel
        {
            Space = DataSpace,
            Key = DataSpace.Key,
            JumpCache = CurrentJumpCache,
            Context = context,
        };
        WriteLevels();
    }

    private static int Number(TranslationContext context) => (context & TranslationContext.ELMask) == 0 ? 0 : 1;

    // Exceptions and returns mostly lead to what is kept: then all that belongs to it is current after a few words, as where generated code goes there by itself.
    private bool TryGoToKept(TranslationContext context)
    {
        int n = Number(context);
        ref KeptLevel level = ref levels[n];
        if (level.Space is not { } space || level.Context != context || level.Key != KeyOf(context))
        {
            return false;
        }

        DataSpace = space;
        CurrentJumpCache = level.JumpCache;
        Spaces.Touch(space, CurrentJumpCache);
        if (n == 0)
        {
            unprivilegedSpace = space;
        }

        WriteTlbs();
        SelectCode(context);
        return true;
    }

    private ref int WentTo => ref *(int*)((byte*)Context.Pointer + EngineArea.WentTo);

    // Other uses of a level's site pages, and of a space or jump cache of the pools, end what was kept.
    private void CheckLevels()
    {
        for (int n = 0; n < levels.Length; n++)
        {
            ref KeptLevel level = ref levels[n];
            if (level.Space is { } space
                && (!space.Valid || space.Key != level.Key || level.JumpCache.Space != space || level.JumpCache.Context != level.Context
                    || (DataSpace != space && (DataSpace.Key.Regime == 0) == (n == 0))))
            {
                level = default;
                Cpu.ForgetLevelChange(n);
            }
        }
    }

    private void WriteLevels()
    {
        for (int n = 0; n < levels.Length; n++)
        {
            ref KeptLevel level = ref levels[n];
            if (level.Space is { } space)
            {
                // SAFETY: the area is inside GuestContext.TotalSize, and only this thread uses it.
                ulong* words = (ulong*)((byte*)Context.Pointer + EngineArea.Level(n));
                words[0] = (ulong)space.Entries;
                words[1] = space.Mask;
                words[2] = (ulong)level.JumpCache.Entries;
                words[3] = (ulong)MirrorOf(space);
                words[4] = words[3] + Mirrors.Window;
                words[5] = (ulong)LookupTable(space, level.Context);
                words[6] = (ulong)level.Context;
            }
        }
    }
}
