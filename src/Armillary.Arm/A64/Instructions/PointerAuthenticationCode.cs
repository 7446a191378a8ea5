namespace Armillary.Arm.A64;

/// <summary>Pointer authentication: PAC*, AUT*, XPAC* of a register, and the hints (FEAT_PAuth).</summary>
public sealed partial class A64Translator
{
    /// <summary>PACIA.</summary>
    [A64("1 1 0 11010110 00001 000 000 Rn:5 Rd:5", "PACIA <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void PACIA_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], XSP[Rn, 64], PacKey.IA);

    /// <summary>PACIZA.</summary>
    [A64("1 1 0 11010110 00001 001 000 11111 Rd:5", "PACIZA <Xd>", Feature = "PAuth")]
    private void PACIZA_64Z_dp_1src(int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], Imm(0, 64), PacKey.IA);

    /// <summary>AUTIA.</summary>
    [A64("1 1 0 11010110 00001 000 100 Rn:5 Rd:5", "AUTIA <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void AUTIA_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], XSP[Rn, 64], PacKey.IA, combined: false);

    /// <summary>AUTIZA.</summary>
    [A64("1 1 0 11010110 00001 001 100 11111 Rd:5", "AUTIZA <Xd>", Feature = "PAuth")]
    private void AUTIZA_64Z_dp_1src(int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], Imm(0, 64), PacKey.IA, combined: false);

    /// <summary>PACIB.</summary>
    [A64("1 1 0 11010110 00001 000 001 Rn:5 Rd:5", "PACIB <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void PACIB_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], XSP[Rn, 64], PacKey.IB);

    /// <summary>PACIZB.</summary>
    [A64("1 1 0 11010110 00001 001 001 11111 Rd:5", "PACIZB <Xd>", Feature = "PAuth")]
    private void PACIZB_64Z_dp_1src(int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], Imm(0, 64), PacKey.IB);

    /// <summary>AUTIB.</summary>
    [A64("1 1 0 11010110 00001 000 101 Rn:5 Rd:5", "AUTIB <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void AUTIB_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], XSP[Rn, 64], PacKey.IB, combined: false);

    /// <summary>AUTIZB.</summary>
    [A64("1 1 0 11010110 00001 001 101 11111 Rd:5", "AUTIZB <Xd>", Feature = "PAuth")]
    private void AUTIZB_64Z_dp_1src(int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], Imm(0, 64), PacKey.IB, combined: false);

    /// <summary>PACDA.</summary>
    [A64("1 1 0 11010110 00001 000 010 Rn:5 Rd:5", "PACDA <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void PACDA_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], XSP[Rn, 64], PacKey.DA);

    /// <summary>PACDZA.</summary>
    [A64("1 1 0 11010110 00001 001 010 11111 Rd:5", "PACDZA <Xd>", Feature = "PAuth")]
    private void PACDZA_64Z_dp_1src(int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], Imm(0, 64), PacKey.DA);

    /// <summary>AUTDA.</summary>
    [A64("1 1 0 11010110 00001 000 110 Rn:5 Rd:5", "AUTDA <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void AUTDA_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], XSP[Rn, 64], PacKey.DA, combined: false);

    /// <summary>AUTDZA.</summary>
    [A64("1 1 0 11010110 00001 001 110 11111 Rd:5", "AUTDZA <Xd>", Feature = "PAuth")]
    private void AUTDZA_64Z_dp_1src(int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], Imm(0, 64), PacKey.DA, combined: false);

    /// <summary>PACDB.</summary>
    [A64("1 1 0 11010110 00001 000 011 Rn:5 Rd:5", "PACDB <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void PACDB_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], XSP[Rn, 64], PacKey.DB);

    /// <summary>PACDZB.</summary>
    [A64("1 1 0 11010110 00001 001 011 11111 Rd:5", "PACDZB <Xd>", Feature = "PAuth")]
    private void PACDZB_64Z_dp_1src(int Rd) => X[Rd, 64] = AddPac(X[Rd, 64], Imm(0, 64), PacKey.DB);

    /// <summary>AUTDB.</summary>
    [A64("1 1 0 11010110 00001 000 111 Rn:5 Rd:5", "AUTDB <Xd>, <Xn|SP>", Feature = "PAuth")]
    private void AUTDB_64P_dp_1src(int Rn, int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], XSP[Rn, 64], PacKey.DB, combined: false);

    /// <summary>AUTDZB.</summary>
    [A64("1 1 0 11010110 00001 001 111 11111 Rd:5", "AUTDZB <Xd>", Feature = "PAuth")]
    private void AUTDZB_64Z_dp_1src(int Rd) => X[Rd, 64] = Authenticate(X[Rd, 64], Imm(0, 64), PacKey.DB, combined: false);

    /// <summary>XPACI.</summary>
    [A64("1 1 0 11010110 00001 010000 11111 Rd:5", "XPACI <Xd>", Feature = "PAuth")]
    private void XPACI_64Z_dp_1src(int Rd) => X[Rd, 64] = StripPac(X[Rd, 64]);

    /// <summary>XPACD.</summary>
    [A64("1 1 0 11010110 00001 010001 11111 Rd:5", "XPACD <Xd>", Feature = "PAuth")]
    private void XPACD_64Z_dp_1src(int Rd) => X[Rd, 64] = StripPac(X[Rd, 64]);

    /// <summary>PACGA.</summary>
    [A64("1 00 11010110 Rm:5 001100 Rn:5 Rd:5", "PACGA <Xd>, <Xn>, <Xm|SP>", Feature = "PAuth")]
    private void PACGA_64P_dp_2src(int Rm, int Rn, int Rd)
    {
        TrapPacUse(PacKey.GA);
        X[Rd, 64] = ComputePac(X[Rn, 64], XSP[Rm, 64], PacKey.GA) & unchecked((long)0xFFFF_FFFF_0000_0000);
    }

    /// <summary>XPACLRI.</summary>
    [A64("1101010100 0 00 011 0010 0000 111 11111", "XPACLRI", Feature = "PAuth")]
    private void XPACLRI_HI_hints() => X[30, 64] = StripPac(X[30, 64]);

    /// <summary>PACIA1716.</summary>
    [A64("1101010100 0 00 011 0010 0001 000 11111", "PACIA1716", Feature = "PAuth")]
    private void PACIA1716_HI_hints() => X[17, 64] = AddPac(X[17, 64], X[16, 64], PacKey.IA);

    /// <summary>PACIB1716.</summary>
    [A64("1101010100 0 00 011 0010 0001 010 11111", "PACIB1716", Feature = "PAuth")]
    private void PACIB1716_HI_hints() => X[17, 64] = AddPac(X[17, 64], X[16, 64], PacKey.IB);

    /// <summary>AUTIA1716.</summary>
    [A64("1101010100 0 00 011 0010 0001 100 11111", "AUTIA1716", Feature = "PAuth")]
    private void AUTIA1716_HI_hints() => X[17, 64] = Authenticate(X[17, 64], X[16, 64], PacKey.IA, combined: false);

    /// <summary>AUTIB1716.</summary>
    [A64("1101010100 0 00 011 0010 0001 110 11111", "AUTIB1716", Feature = "PAuth")]
    private void AUTIB1716_HI_hints() => X[17, 64] = Authenticate(X[17, 64], X[16, 64], PacKey.IB, combined: false);

    /// <summary>PACIAZ.</summary>
    [A64("1101010100 0 00 011 0010 0011 000 11111", "PACIAZ", Feature = "PAuth")]
    private void PACIAZ_HI_hints() => X[30, 64] = AddPac(X[30, 64], Imm(0, 64), PacKey.IA);

    /// <summary>PACIBZ.</summary>
    [A64("1101010100 0 00 011 0010 0011 010 11111", "PACIBZ", Feature = "PAuth")]
    private void PACIBZ_HI_hints() => X[30, 64] = AddPac(X[30, 64], Imm(0, 64), PacKey.IB);

    /// <summary>AUTIAZ.</summary>
    [A64("1101010100 0 00 011 0010 0011 100 11111", "AUTIAZ", Feature = "PAuth")]
    private void AUTIAZ_HI_hints() => X[30, 64] = Authenticate(X[30, 64], Imm(0, 64), PacKey.IA, combined: false);

    /// <summary>AUTIBZ.</summary>
    [A64("1101010100 0 00 011 0010 0011 110 11111", "AUTIBZ", Feature = "PAuth")]
    private void AUTIBZ_HI_hints() => X[30, 64] = Authenticate(X[30, 64], Imm(0, 64), PacKey.IB, combined: false);

    /// <summary>PACIASP.</summary>
    [A64("1101010100 0 00 011 0010 0011 001 11111", "PACIASP", Feature = "PAuth")]
    private void PACIASP_HI_hints() => X[30, 64] = AddPac(X[30, 64], XSP[31, 64], PacKey.IA);

    /// <summary>PACIBSP.</summary>
    [A64("1101010100 0 00 011 0010 0011 011 11111", "PACIBSP", Feature = "PAuth")]
    private void PACIBSP_HI_hints() => X[30, 64] = AddPac(X[30, 64], XSP[31, 64], PacKey.IB);

    /// <summary>AUTIASP.</summary>
    [A64("1101010100 0 00 011 0010 0011 101 11111", "AUTIASP", Feature = "PAuth")]
    private void AUTIASP_HI_hints() => X[30, 64] = Authenticate(X[30, 64], XSP[31, 64], PacKey.IA, combined: false);

    /// <summary>AUTIBSP.</summary>
    [A64("1101010100 0 00 011 0010 0011 111 11111", "AUTIBSP", Feature = "PAuth")]
    private void AUTIBSP_HI_hints() => X[30, 64] = Authenticate(X[30, 64], XSP[31, 64], PacKey.IB, combined: false);
}
