namespace Armillary.X64.Assembler;

/// <summary>SHA instructions, which have no VEX form: opcode in the map 0F 38. The destination is a source too.</summary>
internal enum ShaOp
{
    /// <summary>Two rounds; XMM0 is an operand.</summary>
    SHA256RNDS2 = 0xCB,

    /// <summary>Message schedule, first part.</summary>
    SHA256MSG1 = 0xCC,

    /// <summary>Message schedule, second part.</summary>
    SHA256MSG2 = 0xCD,
}

/// <content>SHA instructions.</content>
internal sealed unsafe partial class Emitter
{
    public void Sha(ShaOp op, int d, int s)
    {
        Rex(false, d, 0, s);
        Byte(0x0F);
        Byte(0x38);
        Byte((int)op);
        ModRm(d, s);
    }

    /// <summary>SHA1RNDS4: four rounds with function 0 (choose), 1 (parity), 2 (majority) or 3 (parity).</summary>
    public void Sha1Rounds(int d, int s, int function)
    {
        Rex(false, d, 0, s);
        Byte(0x0F);
        Byte(0x3A);
        Byte(0xCC);
        ModRm(d, s);
        Byte(function);
    }
}
