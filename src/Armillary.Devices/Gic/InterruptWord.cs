namespace Armillary.Devices.Gic;

/// <summary>
/// The distributor state of 32 interrupts, one bit each, and their priorities. Words are the unit in which the registers
/// show it and in which the search for the highest-priority pending interrupt runs.
/// </summary>
internal sealed class InterruptWord
{
    /// <summary>Group 1 where set (IGROUPR).</summary>
    public uint Group;

    /// <summary>Of those not in Group 1: Secure Group 1 where set, else Group 0 (IGRPMODR). Means nothing with one security state.</summary>
    public uint Modifier;

    /// <summary>Two bits each: what Non-secure accesses may do to an interrupt that is not theirs (NSACR).</summary>
    public ulong NonSecureAccess;

    /// <summary>Forwarding enabled (ISENABLER, ICENABLER).</summary>
    public uint Enabled;

    /// <summary>Pending because of an edge or a write, until acknowledged or cleared.</summary>
    public uint Latch;

    /// <summary>The level of each input wire.</summary>
    public uint Level;

    /// <summary>Levels that messages to the distributor set (GICD_SETSPI), until one clears them; the wires know nothing of them.</summary>
    public uint MessageLevel;

    /// <summary>Active (ISACTIVER, ICACTIVER).</summary>
    public uint Active;

    /// <summary>Edge-triggered where set, else level-sensitive (ICFGR).</summary>
    public uint Edge;

    /// <summary>Priorities, lower value first (IPRIORITYR).</summary>
    public readonly byte[] Priority = new byte[32];

    /// <summary>The pending state of each interrupt: a level-sensitive one follows its wire, too.</summary>
    public uint Pending => Latch | ((Level | MessageLevel) & ~Edge);

    /// <summary>The interrupts that wait to be taken, whatever their group.</summary>
    public uint Waiting => Pending & Enabled & ~Active;

    /// <summary>NSACR is about generating SGIs alone (GICR_NSACR), and opens no registers.</summary>
    public bool OpensNothing { get; init; }

    /// <summary>The interrupts whose NSACR field is <paramref name="least"/> or more.</summary>
    public uint Allows(int least)
    {
        uint allowed = 0;
        for (int i = 0; NonSecureAccess != 0 && !OpensNothing && i < 32; i++)
        {
            allowed |= ((NonSecureAccess >> (2 * i)) & 3) >= (ulong)least ? 1U << i : 0;
        }

        return allowed;
    }

    /// <summary>An input wire changed.</summary>
    public void SetLevel(int bit, bool level)
    {
        uint mask = 1U << bit;
        if (level)
        {
            Latch |= mask & Edge & ~Level;
            Level |= mask;
        }
        else
        {
            Level &= ~mask;
        }
    }

    /// <summary>Pending to active; a level-sensitive interrupt whose wire is still up stays pending as well.</summary>
    public void Acknowledge(int bit)
    {
        Active |= 1U << bit;
        Latch &= ~(1U << bit);
    }

    /// <summary>Everything but the wires to its value at reset. <paramref name="edge"/>: the interrupts whose trigger is fixed to edge (SGIs).</summary>
    public void Reset(uint edge)
    {
        Group = Enabled = Latch = MessageLevel = Active = Modifier = 0;
        NonSecureAccess = 0;
        Edge = edge;
        Array.Clear(Priority);
    }
}
