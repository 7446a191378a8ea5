using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Armillary.Arm.SystemRegisters;
using Armillary.Core.State;

namespace Armillary.Arm.Exceptions;

/// <summary>One row of a trap profile.</summary>
/// <param name="Kind">What was taken: the exception class, or the interrupt.</param>
/// <param name="Detail">Which: the register, the function that was called, the range of addresses; empty where there is nothing to tell.</param>
/// <param name="Source">The exception level that it was taken from.</param>
/// <param name="Target">The exception level that it was taken to.</param>
/// <param name="Count">How often.</param>
/// <param name="Time">How long the target level ran because of it, in all, until it went back to a lower level.</param>
public sealed record TrapProfileRow(string Kind, string Detail, int Source, int Target, long Count, TimeSpan Time);

/// <summary>
/// What exceptions a CPU takes, by kind, source and target level, with counts and the host's time: what a hypervisor costs and why. Used by the CPU's own
/// thread; read when it has stopped.
/// </summary>
public sealed class TrapProfile
{
    /// <summary>Stage 2 faults are told apart by ranges of this size.</summary>
    public const int RangeLog2 = 16;

    private const int Interrupt = 0x100, Virtual = 0x10;

    /// <summary>The guest chooses what details there are: beyond so many, new ones are counted together.</summary>
    private const int MostEntries = 16384;
    private const ulong Others = ulong.MaxValue;

    private struct Entry
    {
        public long Count, Ticks;
    }

    private readonly record struct Key(int Kind, ulong Detail, byte Source, byte Target);

    private readonly Dictionary<Key, Entry> entries = [];
    private readonly (Key Key, long Since)?[] running = new (Key, long)?[4];

    /// <summary>The rows of several CPUs together, the most time first.</summary>
    public static IReadOnlyList<TrapProfileRow> Rows(IEnumerable<TrapProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        return
        [
            .. profiles.SelectMany(p => p.entries).GroupBy(e => e.Key).Select(g => new TrapProfileRow(
                KindText(g.Key.Kind),
                DetailText(g.Key),
                g.Key.Source,
                g.Key.Target,
                g.Sum(e => e.Value.Count),
                Stopwatch.GetElapsedTime(0, g.Sum(e => e.Value.Ticks)))).OrderByDescending(r => r.Time).ThenByDescending(r => r.Count),
        ];
    }

    internal void TakeSynchronous(Cpu cpu, int target, ExceptionClass ec, uint iss, ulong? intermediate)
    {
        ulong detail = ec switch
        {
            ExceptionClass.SystemRegisterTrap => iss & 0x3F_FC1F, // all but Rt
            ExceptionClass.HypervisorCall or ExceptionClass.MonitorCall => ((ulong)(iss & 0xFFFF) << 32) | (uint)cpu.X(0),
            ExceptionClass.WFxTrap => iss & 3,
            ExceptionClass.InstructionAbort or ExceptionClass.DataAbort => intermediate is { } address ? (address >> RangeLog2) + 1 : 0,
            _ => 0,
        };
        Take(new Key((int)ec, detail, (byte)cpu.PSTATE.EL, (byte)target));
    }

    internal void TakeInterrupt(Cpu cpu, int target, InterruptKind kind, bool isVirtual)
        => Take(new Key(Interrupt + (isVirtual ? Virtual : 0) + (int)kind, 0, (byte)cpu.PSTATE.EL, (byte)target));

    internal void Return(int source, int target)
    {
        for (int level = source; level > target; level--)
        {
            if (running[level] is { } begun)
            {
                running[level] = null;
                CollectionsMarshal.GetValueRefOrAddDefault(entries, begun.Key, out _).Ticks += Stopwatch.GetTimestamp() - begun.Since;
            }
        }
    }

    private void Take(Key key)
    {
        if (entries.Count >= MostEntries && !entries.ContainsKey(key))
        {
            key = key with { Detail = Others };
        }

        CollectionsMarshal.GetValueRefOrAddDefault(entries, key, out _).Count++;
        if (key.Target > key.Source)
        {
            running[key.Target] = (key, Stopwatch.GetTimestamp());
        }
    }

    private static string KindText(int kind) => kind switch
    {
        Interrupt => "IRQ",
        Interrupt + 1 => "FIQ",
        Interrupt + 2 => "SError",
        Interrupt + Virtual => "virtual IRQ",
        Interrupt + Virtual + 1 => "virtual FIQ",
        Interrupt + Virtual + 2 => "virtual SError",
        _ => (ExceptionClass)kind switch
        {
            ExceptionClass.Uncategorized => "undefined",
            ExceptionClass.WFxTrap => "WFI, WFE",
            ExceptionClass.AdvSIMDFPAccessTrap => "FP access",
            ExceptionClass.SupervisorCall => "SVC",
            ExceptionClass.HypervisorCall => "HVC",
            ExceptionClass.MonitorCall => "SMC",
            ExceptionClass.SystemRegisterTrap => "MSR, MRS, SYS",
            ExceptionClass.ERetTrap => "ERET",
            ExceptionClass.InstructionAbort => "instruction abort",
            ExceptionClass.DataAbort => "data abort",
            var ec => string.Create(CultureInfo.InvariantCulture, $"{ec}"),
        },
    };

    private static string DetailText(Key key)
    {
        if (key.Detail == Others)
        {
            return "others";
        }

        switch ((ExceptionClass)key.Kind)
        {
            case ExceptionClass.SystemRegisterTrap when key.Kind < Interrupt:
                ulong d = key.Detail;
                uint encoding = SystemRegister.Encode((uint)(d >> 20) & 3, (uint)(d >> 14) & 7, (uint)(d >> 10) & 15, (uint)(d >> 1) & 15, (uint)(d >> 17) & 7);
                string name = SystemRegisterTable.Find(encoding)?.Name ?? SystemRegister.GenericName(encoding);
                return encoding >> 14 == 1 ? $"SYS {name}" : (d & 1) != 0 ? $"read {name}" : $"write {name}";
            case ExceptionClass.HypervisorCall or ExceptionClass.MonitorCall when key.Kind < Interrupt:
                return string.Create(CultureInfo.InvariantCulture, $"#{key.Detail >> 32}, X0 = 0x{key.Detail & uint.MaxValue:x}");
            case ExceptionClass.WFxTrap when key.Kind < Interrupt:
                return key.Detail == 0 ? "WFI" : "WFE";
            case ExceptionClass.InstructionAbort or ExceptionClass.DataAbort when key.Kind < Interrupt:
                return key.Detail == 0 ? "stage 1" : string.Create(
                    CultureInfo.InvariantCulture, $"stage 2, 0x{(key.Detail - 1) << RangeLog2:x} to 0x{(key.Detail << RangeLog2) - 1:x}");
            default:
                return "";
        }
    }
}
