using Armillary.Core.Memory;
using static Armillary.Devices.Gic.ItsTable;

namespace Armillary.Devices.Gic;

/// <content>
/// The command queue (IHI 0069, 5.3). A command with an error is ignored and the next one runs; where the queue is in no memory the ITS stalls. Both
/// are among the choices of 6.1.4.
/// </content>
public sealed partial class GicV3Its
{
    private const byte MOVI = 0x01;
    private const byte INT = 0x03;
    private const byte CLEAR = 0x04;
    private const byte SYNC = 0x05;
    private const byte MAPD = 0x08;
    private const byte MAPC = 0x09;
    private const byte MAPTI = 0x0A;
    private const byte MAPI = 0x0B;
    private const byte INV = 0x0C;
    private const byte INVALL = 0x0D;
    private const byte MOVALL = 0x0E;
    private const byte DISCARD = 0x0F;

    private const ulong Valid = 1UL << 63;
    private const uint CommandSize = 32;

    /// <summary>
    /// How much one access may do: a command counts one, one that goes through all LPIs of a CPU many. What is left is done at the next access,
    /// which waiting for GITS_CREADR is.
    /// </summary>
    private const int Budget = 4096;
    private const int CostOfAll = 64;

    // A command about an LPI that may have been the best one has to find the best one anew.
    private const int CostOfOne = 16;

    /// <summary>A device's entry: Valid, ITT address [51:8], Size [4:0].</summary>
    private const ulong ITT_Address = 0x000F_FFFF_FFFF_FF00;

    private readonly record struct Translation(int Cpu, int IntId, PhysicalAddress Entry);

    private void RunCommands()
    {
        for (int left = Budget; left > 0;)
        {
            // One by one: the lock is everyone's.
            lock (gic.Gate)
            {
                if (!enabled || stalled || (commandBase & CBASER_Valid) == 0 || readOffset == writeOffset)
                {
                    return;
                }

                var address = new PhysicalAddress((commandBase & CBASER_Address) + readOffset);
                if (!Guest.TryRead(memory, address, out ulong first) || !Guest.TryRead(memory, address + 8, out ulong second)
                    || !Guest.TryRead(memory, address + 16, out ulong third) || !Guest.TryRead(memory, address + 24, out ulong fourth))
                {
                    stalled = true;
                    return;
                }

                byte command = (byte)(first & 0xFF);
                Run(command, (uint)(first >> 32), second, third, fourth);
                readOffset = readOffset + CommandSize >= QueueSize ? 0 : readOffset + CommandSize;
                left -= command switch { INVALL or MOVALL => CostOfAll, INV or CLEAR or DISCARD or MOVI => CostOfOne, _ => 1 };
            }
        }
    }

    private void Run(byte command, uint device, ulong second, ulong third, ulong fourth)
    {
        uint eventId = (uint)(second & uint.MaxValue);
        uint collection = (uint)(third & 0xFFFF);
        switch (command)
        {
            case MAPD: MapDevice(device, (int)(second & 0x1F), third); break;
            case MAPC: MapCollection(collection, third); break;
            case MAPTI: MapEvent(device, eventId, (uint)(second >> 32), collection); break;
            case MAPI: MapEvent(device, eventId, eventId, collection); break;
            case MOVI: MoveEvent(device, eventId, collection); break;
            case MOVALL: MoveAll(Target(third), Target(fourth)); break;
            case INVALL: InvalidateAll(collection); break;

            // Every command is complete before the next one begins.
            case SYNC: break;
            case INT or CLEAR or INV or DISCARD when TryTranslate(device, eventId, out Translation found):
                RunOnEvent(command, found);
                break;
            default: break;
        }
    }

    private void RunOnEvent(byte command, Translation found)
    {
        LpiState lpis = gic.Cpus[found.Cpu].Lpis!;
        switch (command)
        {
            case INT: SetPending(found); return;
            case INV: lpis.Invalidate(found.IntId); break;
            case DISCARD:
                _ = lpis.ClearPending(found.IntId);
                _ = Guest.TryWrite(memory, found.Entry, 0);
                break;
            default: _ = lpis.ClearPending(found.IntId); break;
        }

        gic.Cpus[found.Cpu].Refresh();
    }

    private void SetPending(Translation found)
    {
        gic.Cpus[found.Cpu].Lpis!.SetPending(found.IntId);
        gic.Cpus[found.Cpu].Refresh();
    }

    private void MapDevice(uint device, int size, ulong third)
    {
        // EventIDs have 16 bits, DeviceIDs too.
        if (device <= 0xFFFF && size <= 15)
        {
            _ = devices.TryWrite(device, (third & Valid) == 0 ? 0 : Valid | (third & ITT_Address) | (uint)size);
        }
    }

    private void MapCollection(uint collection, ulong third)
    {
        bool map = (third & Valid) != 0;
        if (!map || Target(third) < gic.Cpus.Length)
        {
            _ = collections.TryWrite(collection, map ? Valid | (uint)Target(third) : 0);
        }
    }

    private void MapEvent(uint device, uint eventId, uint intid, uint collection)
    {
        if (intid is >= LpiState.First and < LpiState.End && TryFindEntry(device, eventId, out PhysicalAddress entry))
        {
            _ = Guest.TryWrite(memory, entry, Valid | (collection << 16) | intid);
        }
    }

    private void MoveEvent(uint device, uint eventId, uint collection)
    {
        if (TryTranslate(device, eventId, out Translation found) && TryFindTarget(collection, out int cpu))
        {
            _ = Guest.TryWrite(memory, found.Entry, Valid | (collection << 16) | (uint)found.IntId);
            if (cpu != found.Cpu && gic.Cpus[found.Cpu].Lpis!.ClearPending(found.IntId))
            {
                gic.Cpus[found.Cpu].Refresh();
                SetPending(found with { Cpu = cpu });
            }
        }
    }

    private void MoveAll(int from, int to)
    {
        if (from < gic.Cpus.Length && to < gic.Cpus.Length && from != to)
        {
            gic.Cpus[from].Lpis!.MoveAllTo(gic.Cpus[to].Lpis!);
            gic.Cpus[from].Refresh();
            gic.Cpus[to].Refresh();
        }
    }

    private void InvalidateAll(uint collection)
    {
        if (TryFindTarget(collection, out int cpu))
        {
            gic.Cpus[cpu].Lpis!.InvalidateAll();
            gic.Cpus[cpu].Refresh();
        }
    }

    /// <summary>RDbase: a processor number, as GITS_TYPER.PTA is 0. A number that is too large is no CPU's.</summary>
    private static int Target(ulong word) => (int)Math.Min((word >> 16) & 0x7_FFFF_FFFF, int.MaxValue);

    /// <summary>Where a device's event is in its interrupt translation table; false where it has no place.</summary>
    private bool TryFindEntry(uint device, uint eventId, out PhysicalAddress entry)
    {
        entry = default;
        if (device > 0xFFFF || !devices.TryRead(device, out ulong table) || (table & Valid) == 0 || eventId >= 2UL << (int)Math.Min(table & 0x1F, 15))
        {
            return false;
        }

        entry = new PhysicalAddress((table & ITT_Address) + (8UL * eventId));
        return true;
    }

    private bool TryFindTarget(uint collection, out int cpu)
    {
        bool found = collections.TryRead(collection, out ulong entry) && (entry & Valid) != 0 && (entry & 0xFFFF) < (ulong)gic.Cpus.Length;
        cpu = found ? (int)(entry & 0xFFFF) : 0;
        return found;
    }

    /// <summary>The LPI and the CPU that an event is mapped to. The tables are the guest's, which may have written anything there.</summary>
    private bool TryTranslate(uint device, uint eventId, out Translation found)
    {
        found = default;
        if (!TryFindEntry(device, eventId, out PhysicalAddress address) || !Guest.TryRead(memory, address, out ulong entry)
            || (entry & Valid) == 0 || (entry & 0xFFFF) < LpiState.First || !TryFindTarget((uint)((entry >> 16) & 0xFFFF), out int cpu))
        {
            return false;
        }

        found = new Translation(cpu, (int)(entry & 0xFFFF), address);
        return true;
    }
}
