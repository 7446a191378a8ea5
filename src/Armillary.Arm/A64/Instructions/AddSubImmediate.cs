using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Add/subtract (immediate): DDI 0487, C4.1.93.</summary>
public sealed partial class A64Translator
{
    /// <summary>ADD (immediate).</summary>
    [A64("sf:1 00 100010 sh:1 imm12:12 Rn:5 Rd:5", "ADD <Rd|SP>, <Rn|SP>, #<imm12>{, LSL #<sh*12>}")]
    [A64Alias("MOV <Rd|SP>, <Rn|SP>", When = "sh == 0 && imm12 == 0 && (Rd == 31 || Rn == 31)")]
    private void ADD_addsub_imm(int sf, int sh, int imm12, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        XSP[Rd, datasize] = XSP[Rn, datasize] + Imm(imm12 << (12 * sh), datasize);
    }

    /// <summary>ADDS (immediate).</summary>
    [A64("sf:1 01 100010 sh:1 imm12:12 Rn:5 Rd:5", "ADDS <Rd>, <Rn|SP>, #<imm12>{, LSL #<sh*12>}")]
    [A64Alias("CMN <Rn|SP>, #<imm12>{, LSL #<sh*12>}", When = "Rd == 31")]
    private void ADDS_addsub_imm(int sf, int sh, int imm12, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        Value a = XSP[Rn, datasize], b = Imm(imm12 << (12 * sh), datasize);
        NZCV = AddFlags(a, b);
        X[Rd, datasize] = a + b;
    }

    /// <summary>SUB (immediate).</summary>
    [A64("sf:1 10 100010 sh:1 imm12:12 Rn:5 Rd:5", "SUB <Rd|SP>, <Rn|SP>, #<imm12>{, LSL #<sh*12>}")]
    private void SUB_addsub_imm(int sf, int sh, int imm12, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        XSP[Rd, datasize] = XSP[Rn, datasize] + Imm(-(long)(imm12 << (12 * sh)), datasize);
    }

    /// <summary>SUBS (immediate).</summary>
    [A64("sf:1 11 100010 sh:1 imm12:12 Rn:5 Rd:5", "SUBS <Rd>, <Rn|SP>, #<imm12>{, LSL #<sh*12>}")]
    [A64Alias("CMP <Rn|SP>, #<imm12>{, LSL #<sh*12>}", When = "Rd == 31")]
    private void SUBS_addsub_imm(int sf, int sh, int imm12, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        Value a = XSP[Rn, datasize], b = Imm(imm12 << (12 * sh), datasize);
        NZCV = SubFlags(a, b);
        X[Rd, datasize] = a - b;
    }
}
