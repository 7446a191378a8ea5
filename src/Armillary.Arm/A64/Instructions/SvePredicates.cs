using Armillary.Arm.Sve;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: predicates, WHILE, first-fault register. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>AND.</summary>
    [A64("00100101 0 0 00 Pm:4 01 Pg:4 0 Pn:4 0 Pd:4", "AND <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    [A64Alias("MOV <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B", When = "Pn == Pm")]
    private void AND_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) & z.ReadP(Pm), setFlags: false));

    /// <summary>ANDS.</summary>
    [A64("00100101 0 1 00 Pm:4 01 Pg:4 0 Pn:4 0 Pd:4", "ANDS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    [A64Alias("MOVS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B", When = "Pn == Pm")]
    private void ANDS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) & z.ReadP(Pm), setFlags: true));

    /// <summary>BIC.</summary>
    [A64("00100101 0 0 00 Pm:4 01 Pg:4 0 Pn:4 1 Pd:4", "BIC <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void BIC_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) & ~z.ReadP(Pm), setFlags: false));

    /// <summary>BICS.</summary>
    [A64("00100101 0 1 00 Pm:4 01 Pg:4 0 Pn:4 1 Pd:4", "BICS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void BICS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) & ~z.ReadP(Pm), setFlags: true));

    /// <summary>EOR.</summary>
    [A64("00100101 0 0 00 Pm:4 01 Pg:4 1 Pn:4 0 Pd:4", "EOR <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    [A64Alias("NOT <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B", When = "Pm == Pg")]
    private void EOR_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) ^ z.ReadP(Pm), setFlags: false));

    /// <summary>EORS.</summary>
    [A64("00100101 0 1 00 Pm:4 01 Pg:4 1 Pn:4 0 Pd:4", "EORS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    [A64Alias("NOTS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B", When = "Pm == Pg")]
    private void EORS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) ^ z.ReadP(Pm), setFlags: true));

    /// <summary>ORR.</summary>
    [A64("00100101 1 0 00 Pm:4 01 Pg:4 0 Pn:4 0 Pd:4", "ORR <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    [A64Alias("MOV <P(Pd)>.B, <P(Pn)>.B", When = "Pn == Pm && Pm == Pg")]
    private void ORR_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) | z.ReadP(Pm), setFlags: false));

    /// <summary>ORRS.</summary>
    [A64("00100101 1 1 00 Pm:4 01 Pg:4 0 Pn:4 0 Pd:4", "ORRS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    [A64Alias("MOVS <P(Pd)>.B, <P(Pn)>.B", When = "Pn == Pm && Pm == Pg")]
    private void ORRS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) | z.ReadP(Pm), setFlags: true));

    /// <summary>ORN.</summary>
    [A64("00100101 1 0 00 Pm:4 01 Pg:4 0 Pn:4 1 Pd:4", "ORN <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void ORN_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) | ~z.ReadP(Pm), setFlags: false));

    /// <summary>ORNS.</summary>
    [A64("00100101 1 1 00 Pm:4 01 Pg:4 0 Pn:4 1 Pd:4", "ORNS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void ORNS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, z.ReadP(Pn) | ~z.ReadP(Pm), setFlags: true));

    /// <summary>NOR.</summary>
    [A64("00100101 1 0 00 Pm:4 01 Pg:4 1 Pn:4 0 Pd:4", "NOR <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void NOR_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, ~(z.ReadP(Pn) | z.ReadP(Pm)), setFlags: false));

    /// <summary>NORS.</summary>
    [A64("00100101 1 1 00 Pm:4 01 Pg:4 1 Pn:4 0 Pd:4", "NORS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void NORS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, ~(z.ReadP(Pn) | z.ReadP(Pm)), setFlags: true));

    /// <summary>NAND.</summary>
    [A64("00100101 1 0 00 Pm:4 01 Pg:4 1 Pn:4 1 Pd:4", "NAND <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void NAND_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, ~(z.ReadP(Pn) & z.ReadP(Pm)), setFlags: false));

    /// <summary>NANDS.</summary>
    [A64("00100101 1 1 00 Pm:4 01 Pg:4 1 Pn:4 1 Pd:4", "NANDS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void NANDS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.Logical(Pd, Pg, ~(z.ReadP(Pn) & z.ReadP(Pm)), setFlags: true));

    /// <summary>SEL.</summary>
    [A64("00100101 0000 Pm:4 01 Pg:4 1 Pn:4 1 Pd:4", "SEL <P(Pd)>.B, <P(Pg)>, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    [A64Alias("MOV <P(Pd)>.B, <P(Pg)>/M, <P(Pn)>.B", When = "Pd == Pm")]
    private void SEL_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.WriteP(Pd, (z.ReadP(Pn) & z.ReadP(Pg)) | (z.ReadP(Pm) & ~z.ReadP(Pg))));

    /// <summary>BRKPA.</summary>
    [A64("00100101 0 0 00 Pm:4 11 Pg:4 0 Pn:4 0 Pd:4", "BRKPA <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void BRKPA_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.BreakPropagating(Pd, Pg, Pn, Pm, after: true, setFlags: false));

    /// <summary>BRKA.</summary>
    [A64("00100101 0 0 01 0000 01 Pg:4 0 Pn:4 M:1 Pd:4", "BRKA <P(Pd)>.B, <P(Pg)>/<M == 1 ? \"M\" : \"Z\">, <P(Pn)>.B", Feature = "SVE")]
    private void BRKA_p_p_p(int Pg, int Pn, int M, int Pd) => Sve(z => z.Break(Pd, Pg, Pn, after: true, merging: M == 1, setFlags: false));

    /// <summary>BRKPB.</summary>
    [A64("00100101 0 0 00 Pm:4 11 Pg:4 0 Pn:4 1 Pd:4", "BRKPB <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void BRKPB_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.BreakPropagating(Pd, Pg, Pn, Pm, after: false, setFlags: false));

    /// <summary>BRKB.</summary>
    [A64("00100101 1 0 01 0000 01 Pg:4 0 Pn:4 M:1 Pd:4", "BRKB <P(Pd)>.B, <P(Pg)>/<M == 1 ? \"M\" : \"Z\">, <P(Pn)>.B", Feature = "SVE")]
    private void BRKB_p_p_p(int Pg, int Pn, int M, int Pd) => Sve(z => z.Break(Pd, Pg, Pn, after: false, merging: M == 1, setFlags: false));

    /// <summary>BRKN.</summary>
    [A64("00100101 0 0 01 1000 01 Pg:4 0 Pn:4 0 Pdm:4", "BRKN <P(Pdm)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pdm)>.B", Feature = "SVE")]
    private void BRKN_p_p_pp(int Pg, int Pn, int Pdm) => Sve(z => z.BreakNext(Pdm, Pg, Pn, setFlags: false));

    /// <summary>PTRUE.</summary>
    [A64("00100101 size:2 01100 0 111000 pattern:5 0 Pd:4", "PTRUE <P(Pd)>.<Letter(size)>{<PatternOperand(pattern, 0)>}", Feature = "SVE")]
    private void PTRUE_p_s(int size, int pattern, int Pd) => Sve(z => z.True(size, Pd, pattern, setFlags: false));

    /// <summary>RDFFR.</summary>
    [A64("00100101 0 0 01 1000 1111000 Pg:4 0 Pd:4", "RDFFR <P(Pd)>.B, <P(Pg)>/Z", Feature = "SVE")]
    private void RDFFR_p_p_f(int Pg, int Pd) => Sve(z => z.ReadFirstFault(Pd, Pg, setFlags: false));

    /// <summary>BRKPAS.</summary>
    [A64("00100101 0 1 00 Pm:4 11 Pg:4 0 Pn:4 0 Pd:4", "BRKPAS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void BRKPAS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.BreakPropagating(Pd, Pg, Pn, Pm, after: true, setFlags: true));

    /// <summary>BRKAS.</summary>
    [A64("00100101 0 1 01 0000 01 Pg:4 0 Pn:4 0 Pd:4", "BRKAS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B", Feature = "SVE")]
    private void BRKAS_p_p_p(int Pg, int Pn, int Pd) => Sve(z => z.Break(Pd, Pg, Pn, after: true, merging: false, setFlags: true));

    /// <summary>BRKPBS.</summary>
    [A64("00100101 0 1 00 Pm:4 11 Pg:4 0 Pn:4 1 Pd:4", "BRKPBS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pm)>.B", Feature = "SVE")]
    private void BRKPBS_p_p_pp(int Pm, int Pg, int Pn, int Pd) => Sve(z => z.BreakPropagating(Pd, Pg, Pn, Pm, after: false, setFlags: true));

    /// <summary>BRKBS.</summary>
    [A64("00100101 1 1 01 0000 01 Pg:4 0 Pn:4 0 Pd:4", "BRKBS <P(Pd)>.B, <P(Pg)>/Z, <P(Pn)>.B", Feature = "SVE")]
    private void BRKBS_p_p_p(int Pg, int Pn, int Pd) => Sve(z => z.Break(Pd, Pg, Pn, after: false, merging: false, setFlags: true));

    /// <summary>BRKNS.</summary>
    [A64("00100101 0 1 01 1000 01 Pg:4 0 Pn:4 0 Pdm:4", "BRKNS <P(Pdm)>.B, <P(Pg)>/Z, <P(Pn)>.B, <P(Pdm)>.B", Feature = "SVE")]
    private void BRKNS_p_p_pp(int Pg, int Pn, int Pdm) => Sve(z => z.BreakNext(Pdm, Pg, Pn, setFlags: true));

    /// <summary>PTRUES.</summary>
    [A64("00100101 size:2 01100 1 111000 pattern:5 0 Pd:4", "PTRUES <P(Pd)>.<Letter(size)>{<PatternOperand(pattern, 0)>}", Feature = "SVE")]
    private void PTRUES_p_s(int size, int pattern, int Pd) => Sve(z => z.True(size, Pd, pattern, setFlags: true));

    /// <summary>RDFFRS.</summary>
    [A64("00100101 0 1 01 1000 1111000 Pg:4 0 Pd:4", "RDFFRS <P(Pd)>.B, <P(Pg)>/Z", Feature = "SVE")]
    private void RDFFRS_p_p_f(int Pg, int Pd) => Sve(z => z.ReadFirstFault(Pd, Pg, setFlags: true));

    /// <summary>PTEST.</summary>
    [A64("00100101 0101 0000 11 Pg:4 0 Pn:4 00000", "PTEST <P(Pg)>, <P(Pn)>.B", Feature = "SVE")]
    private void PTEST_p_p(int Pg, int Pn) => Sve(z => z.PredTest(z.ReadP(Pg), z.ReadP(Pn), 0));

    /// <summary>PFIRST.</summary>
    [A64("00100101 0101 1000 1100000 Pg:4 0 Pdn:4", "PFIRST <P(Pdn)>.B, <P(Pg)>, <P(Pdn)>.B", Feature = "SVE")]
    private void PFIRST_p_p_p(int Pg, int Pdn) => Sve(z => z.First(Pdn, Pg));

    /// <summary>PNEXT.</summary>
    [A64("00100101 size:2 01 1001 1100010 Pg:4 0 Pdn:4", "PNEXT <P(Pdn)>.<Letter(size)>, <P(Pg)>, <P(Pdn)>.<Letter(size)>", Feature = "SVE")]
    private void PNEXT_p_p_p(int size, int Pg, int Pdn) => Sve(z => z.Next(size, Pdn, Pg));

    /// <summary>PFALSE.</summary>
    [A64("00100101 0001 1000 1110 0100 0000 Pd:4", "PFALSE <P(Pd)>.B", Feature = "SVE")]
    private void PFALSE_p(int Pd) => Sve(z => z.WriteP(Pd, 0));

    /// <summary>RDFFR.</summary>
    [A64("00100101 0001 1001 1111 0000 0000 Pd:4", "RDFFR <P(Pd)>.B", Feature = "SVE")]
    private void RDFFR_p_f(int Pd) => Sve(z => z.WriteP(Pd, z.ReadP(SveUnit.FFR)));

    /// <summary>WRFFR.</summary>
    [A64("00100101 0010 1000 1001 000 Pn:4 00000", "WRFFR <P(Pn)>.B", Feature = "SVE")]
    private void WRFFR_f_p(int Pn) => Sve(z => z.WriteP(SveUnit.FFR, z.ReadP(Pn)));

    /// <summary>SETFFR.</summary>
    [A64("00100101 0010 1100 1001 0000 0000 0000", "SETFFR", Feature = "SVE")]
    private void SETFFR_f() => Sve(static z => z.WriteP(SveUnit.FFR, ulong.MaxValue));

    /// <summary>WHILELT.</summary>
    [A64("00100101 size:2 1 Rm:5 000 sf:1 0 1 Rn:5 0 Pd:4", "WHILELT <P(Pd)>.<Letter(size)>, <Register(Rn, sf)>, <Register(Rm, sf)>", Feature = "SVE")]
    private void WHILELT_p_p_rr(int size, int Rm, int sf, int Rn, int Pd) => Sve(z => z.While(size, Pd, Rn, Rm, wide: sf == 1, unsigned: false, orEqual: false));

    /// <summary>WHILELE.</summary>
    [A64("00100101 size:2 1 Rm:5 000 sf:1 0 1 Rn:5 1 Pd:4", "WHILELE <P(Pd)>.<Letter(size)>, <Register(Rn, sf)>, <Register(Rm, sf)>", Feature = "SVE")]
    private void WHILELE_p_p_rr(int size, int Rm, int sf, int Rn, int Pd) => Sve(z => z.While(size, Pd, Rn, Rm, wide: sf == 1, unsigned: false, orEqual: true));

    /// <summary>WHILELO.</summary>
    [A64("00100101 size:2 1 Rm:5 000 sf:1 1 1 Rn:5 0 Pd:4", "WHILELO <P(Pd)>.<Letter(size)>, <Register(Rn, sf)>, <Register(Rm, sf)>", Feature = "SVE")]
    private void WHILELO_p_p_rr(int size, int Rm, int sf, int Rn, int Pd) => Sve(z => z.While(size, Pd, Rn, Rm, wide: sf == 1, unsigned: true, orEqual: false));

    /// <summary>WHILELS.</summary>
    [A64("00100101 size:2 1 Rm:5 000 sf:1 1 1 Rn:5 1 Pd:4", "WHILELS <P(Pd)>.<Letter(size)>, <Register(Rn, sf)>, <Register(Rm, sf)>", Feature = "SVE")]
    private void WHILELS_p_p_rr(int size, int Rm, int sf, int Rn, int Pd) => Sve(z => z.While(size, Pd, Rn, Rm, wide: sf == 1, unsigned: true, orEqual: true));

    /// <summary>CTERMEQ.</summary>
    [A64("00100101 1 sz:1 1 Rm:5 001000 Rn:5 0 0000", "CTERMEQ <Register(Rn, sz)>, <Register(Rm, sz)>", Feature = "SVE")]
    private void CTERMEQ_rr(int sz, int Rm, int Rn) => Sve(z => z.CompareTerminate((z.X(Rn) & SveVector.Mask(2 + sz)) == (z.X(Rm) & SveVector.Mask(2 + sz))));

    /// <summary>CTERMNE.</summary>
    [A64("00100101 1 sz:1 1 Rm:5 001000 Rn:5 1 0000", "CTERMNE <Register(Rn, sz)>, <Register(Rm, sz)>", Feature = "SVE")]
    private void CTERMNE_rr(int sz, int Rm, int Rn) => Sve(z => z.CompareTerminate((z.X(Rn) & SveVector.Mask(2 + sz)) != (z.X(Rm) & SveVector.Mask(2 + sz))));
}
