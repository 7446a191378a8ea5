using Armillary.Arm.A64.Disassembly;
using Armillary.Arm.Sve;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>
/// Instructions of the Scalable Vector Extension: what their methods tell is not IR but what the helper does, which <see cref="SveUnit"/> asks for by the word.
/// </summary>
public sealed partial class A64Translator
{
    // The instruction being translated.
    private uint word;
    private bool asked;
    private SveMeaning? meaning;

    /// <summary>What an instruction of the extension does; the block under construction is left alone.</summary>
    internal SveMeaning MeaningOf(uint instruction, Features features)
    {
        asked = true;
        Dispatch(A64Decoder.Find(instruction, features), instruction);
        asked = false;
        return meaning!;
    }

    /// <summary>The meaning of the instruction, done by the helper.</summary>
    private void Sve(SveMeaning does)
    {
        meaning = does;
        if (!asked)
        {
            Block.Call(Helpers.ScalableVector, CallFlags.MayLeave, Imm(word, 64));
        }
    }

    private void Merge(int size, int Zd, int Pg, int Zn, Func<ulong, ulong> f) => Sve(z => z.Map(size, Zd, Pg, z.ReadZ(Zd), z.ReadZ(Zn), f));

    private void Merge(int size, int Zdn, int Pg, int Zm, Func<ulong, ulong, ulong> f)
        => Sve(z => z.Map(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), z.ReadZ(Zm), f));

    private void MergeFloat(int size, int Zd, int Pg, int Zn, FloatUnary f) => Sve(z => z.MapFloat(size, Zd, Pg, z.ReadZ(Zd), z.ReadZ(Zn), f));

    private void MergeFloat(int size, int Zdn, int Pg, int Zm, FloatBinary f)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), z.ReadZ(Zm), f));

    private void ShiftImmediate(int size, int amount, int Zd, int Pg, int Zn, Func<ulong, int, int, ulong> f)
        => Sve(z => z.Map(size, Zd, Pg, z.ReadZ(Zd), z.ReadZ(Zn), a => f(a, amount, size)));

    private void ShiftWide(int size, int Zd, int Pg, int Zn, int Zm, Func<ulong, ulong, int, ulong> f) => Sve(z => z.ShiftWide(size, Zd, Pg, Zn, Zm, f));

    /// <summary>How an offset of a gather or scatter is extended: from 32 bits without (0) or with sign (1), or not (2).</summary>
    private static Func<ulong, ulong> Extend(int kind) => kind switch
    {
        0 => static m => (uint)m,
        1 => static m => (ulong)(int)m,
        _ => static m => m,
    };

    private static ulong Mask(int imm13) => Operands.Mask(imm13);
}
