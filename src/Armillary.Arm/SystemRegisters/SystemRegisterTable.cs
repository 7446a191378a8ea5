using Armillary.Core.State;

namespace Armillary.Arm.SystemRegisters;

/// <summary>Every system register that the CPU itself has, found by encoding. The rows are in this class's other parts, by theme.</summary>
internal static partial class SystemRegisterTable
{
    private static readonly List<SystemRegisterRow> All = [];
    private static readonly ushort[] Index = BuildIndex();

    /// <summary>The rows.</summary>
    public static IReadOnlyList<SystemRegisterRow> Rows => All;

    /// <summary>The row of an encoding, or null.</summary>
    public static SystemRegisterRow? Find(uint encoding)
    {
        int i = Index[encoding & 0xFFFF];
        return i == 0 ? null : All[i - 1];
    }

    private static ushort[] BuildIndex()
    {
        AddIdentification();
        AddControl();
        AddProcessState();
        AddTimer();
        AddPmu();
        AddMemoryTagging();
        AddDebug();
        AddEL2();
        AddEL3();
        AddSve();
        AddHostNames();
        AddFineGrained();
        var index = new ushort[0x10000];
        for (int i = 0; i < All.Count; i++)
        {
            if (index[All[i].Encoding] != 0)
            {
                throw new InvalidOperationException($"{All[i].Name} and {All[index[All[i].Encoding] - 1].Name} have one encoding");
            }

            index[All[i].Encoding] = (ushort)(i + 1);
        }

        return index;
    }

    private static uint Op(uint op0, uint op1, uint CRn, uint CRm, uint op2) => SystemRegister.Encode(op0, op1, CRn, CRm, op2);

    private static void Add(SystemRegisterRow row) => All.Add(row);

    /// <summary>A stored register of a level and those above.</summary>
    private static void Stored(
        string name, uint encoding, int el, RegisterStorage storage, ulong mask = ulong.MaxValue, ulong reset = 0, ulong ones = 0, RegisterEffect effect = RegisterEffect.None)
        => Add(new(name, encoding) { ReadEL = el, WriteEL = el, Storage = storage, Mask = mask, Reset = reset | ones, Ones = ones, Effect = effect });

    /// <summary>A register that reads as zero and ignores writes.</summary>
    private static void Zero(string name, uint encoding, int el) => Add(new(name, encoding) { ReadEL = el, WriteEL = el });

    /// <summary>A register that is read only and computed or constant.</summary>
    private static void ReadOnly(string name, uint encoding, int el, Func<Cpu, ulong> read)
        => Add(new(name, encoding) { ReadEL = el, WriteEL = SystemRegisterRow.Never, Read = read });
}
