using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Move wide (immediate).</summary>
public sealed partial class A64Translator
{
    /// <summary>MOVN.</summary>
    [A64("sf:1 00 100101 hw:2 imm16:16 Rd:5", "MOVN <Rd>, #<imm16>{, LSL #<hw*16>}", When = "sf == 1 || hw < 2")]
    [A64Alias("MOV <Rd>, #<InvertedWide(sf, imm16, hw)>", When = "!(imm16 == 0 && hw != 0) && !(sf == 0 && imm16 == 0xFFFF)")]
    private void MOVN_movewide(int sf, int hw, int imm16, int Rd)
        => X[Rd, 32 << sf] = Imm(~((long)imm16 << (hw * 16)), 32 << sf);

    /// <summary>MOVZ.</summary>
    [A64("sf:1 10 100101 hw:2 imm16:16 Rd:5", "MOVZ <Rd>, #<imm16>{, LSL #<hw*16>}", When = "sf == 1 || hw < 2")]
    [A64Alias("MOV <Rd>, #<Hex((long)imm16 << (hw * 16))>", When = "!(imm16 == 0 && hw != 0)")]
    private void MOVZ_movewide(int sf, int hw, int imm16, int Rd)
        => X[Rd, 32 << sf] = Imm((long)imm16 << (hw * 16), 32 << sf);

    /// <summary>MOVK.</summary>
    [A64("sf:1 11 100101 hw:2 imm16:16 Rd:5", "MOVK <Rd>, #<imm16>{, LSL #<hw*16>}", When = "sf == 1 || hw < 2")]
    private void MOVK_movewide(int sf, int hw, int imm16, int Rd)
    {
        int datasize = 32 << sf;
        Value old = X[Rd, datasize];
        if (old.IsConst(out long known))
        {
            X[Rd, datasize] = Imm((known & ~(0xFFFFL << (hw * 16))) | (long)imm16 << (hw * 16), datasize);
            return;
        }

        X[Rd, datasize] = Block.Append(Op.InsertField, TypeOf(datasize), 16, old.Number, Imm(imm16, datasize).Number, imm: hw * 16);
    }
}
