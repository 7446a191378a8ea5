using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.Core.State;
using Armillary.Ir;
using Armillary.Ir.Interpretation;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.Tests.A64;

/// <summary>What has to be true of pointer authentication whatever its code is (AddPAC, Auth, Strip with FEAT_Pauth2 and FEAT_FPAC).</summary>
public sealed class PointerAuthenticationTests : IInterpreterHost, IDisposable
{
    private const uint Pacia = 0xDAC1_0020, Autia = 0xDAC1_1020, Xpaci = 0xDAC1_43E0; // of X0 with X1
    private const TranslationContext Base = (TranslationContext)1 | TranslationContext.SPSel | TranslationContext.MmuOn | TranslationContext.EnIA;

    private readonly A64Translator translator = new();
    private readonly Interpreter interpreter = new();
    private FPContext floatingPoint;
    private bool failed;

    public PointerAuthenticationTests()
    {
        var random = new Random(7);
        for (int key = 0; key < 10; key++)
        {
            Context.Integer(Slots.APIAKeyLo + key) = (ulong)random.NextInt64();
        }
    }

    public NativeContext Context { get; } = new();

    public ref FPContext FloatingPoint => ref floatingPoint;

    public static TheoryData<bool, bool> Ranges => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_signed_pointer_authenticates_with_its_own_modifier_only(bool tbi0, bool tbi1)
    {
        int wrong = 0;
        var codes = new HashSet<ulong>();
        foreach ((ulong pointer, ulong modifier) in Pointers(tbi0, tbi1))
        {
            ulong signed = Run(Pacia, pointer, modifier, tbi0, tbi1);
            Assert.Equal(pointer, Run(Autia, signed, modifier, tbi0, tbi1));
            Assert.False(failed);
            Assert.Equal(pointer, Run(Xpaci, signed, 0, tbi0, tbi1));
            codes.Add((signed ^ pointer) >> 48);
            Run(Autia, signed, modifier + 16, tbi0, tbi1);
            wrong += failed ? 1 : 0;
        }

        Assert.True(codes.Count > 120, $"{codes.Count} different codes");
        Assert.True(wrong > 970, $"{wrong} of 1000 failed");
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Each_bit_of_a_pointer_counts(bool tbi0, bool tbi1)
    {
        for (int bit = 0; bit < 64; bit++)
        {
            int wrong = 0, all = 0;
            foreach ((ulong pointer, ulong modifier) in Pointers(tbi0, tbi1).Take(100))
            {
                ulong signed = Run(Pacia, pointer, modifier, tbi0, tbi1);
                Run(Autia, signed ^ (1UL << bit), modifier, tbi0, tbi1);
                all++;
                wrong += failed ? 1 : 0;
            }

            Assert.True(wrong > all * 9 / 10, $"bit {bit}: {wrong} of {all} failed");
        }
    }

    public bool ExecuteMemory(in Instruction instruction, in Bits128 a, in Bits128 b, in Bits128 c, out Bits128 first, out Bits128 second)
        => throw new InvalidOperationException("no memory is accessed");

    public ulong CallHelper(int helper, ulong a, ulong b, ulong c)
    {
        Assert.Equal(Helpers.AuthenticationFailure, helper);
        failed = true;
        return 0;
    }

    public void Dispose() => Context.Dispose();

    // Pointers of both ranges, with a tag where the top byte is ignored.
    private static IEnumerable<(ulong Pointer, ulong Modifier)> Pointers(bool tbi0, bool tbi1)
    {
        var random = new Random(11);
        for (int i = 0; i < 1000; i++)
        {
            bool upper = i % 2 != 0;
            ulong pointer = ((ulong)random.NextInt64() & 0xFFFF_FFFF_FFFF) | (upper ? 0xFFFF_0000_0000_0000 : 0);
            if (upper ? tbi1 : tbi0)
            {
                pointer = (pointer & 0x00FF_FFFF_FFFF_FFFF) | ((ulong)random.Next(256) << 56);
            }

            yield return (pointer, (ulong)random.NextInt64() & ~15UL);
        }
    }

    private ulong Run(uint word, ulong pointer, ulong modifier, bool tbi0, bool tbi1)
    {
        TranslationContext context = Base | (tbi0 ? TranslationContext.TBI0 : 0) | (tbi1 ? TranslationContext.TBI1 : 0);
        translator.TranslateBlock(BitConverter.GetBytes(word), context, Features.PAuth | Features.EPAC | Features.Pauth2 | Features.FPAC, 0);
        failed = false;
        Context.Integer(0) = pointer;
        Context.Integer(1) = modifier;
        Context.Words.Pc = 0x1000;
        interpreter.Run(translator.Block.Instructions, this);
        return Context.Integer(0);
    }
}
