using Armillary.Core.Memory;
using static Armillary.Devices.Gic.BankRegisters;

namespace Armillary.Devices.Gic;

/// <summary>
/// The GICD_* registers of a GICv3 (IHI 0069, 12.9), as Secure or Non-secure accesses see them. INTIDs 0 to 31 are RES0 here: they live in the
/// redistributors.
/// </summary>
internal sealed class GicV3Distributor(GicState state, SharedRoutes routes, bool secure) : IMmioTarget
{
    private const ulong CTLR = 0x0000;
    private const ulong TYPER = 0x0004;
    private const ulong IIDR = 0x0008;
    private const ulong SETSPI_NSR = 0x0040;
    private const ulong CLRSPI_NSR = 0x0048;
    private const ulong SETSPI_SR = 0x0050;
    private const ulong CLRSPI_SR = 0x0058;
    private const ulong IROUTER = 0x6000;
    private const ulong IROUTEREnd = 0x8000;

    // GICD_CTLR. With one security state bit 1 is EnableGrp1 and bit 4 ARE; Non-secure accesses see those two alone, as their own. ARE reads as one.
    private const uint EnableGrp0 = 1 << 0;
    private const uint EnableGrp1 = 1 << 1;
    private const uint EnableGrp1S = 1 << 2;
    private const uint ARE = 1 << 4;
    private const uint ARE_NS = 1 << 5;
    private const uint DS = 1 << 6;

    private const uint TYPER_SecurityExtn = 1 << 10;
    private const uint TYPER_MBIS = 1 << 16;
    private const uint TYPER_LPIS = 1 << 17;
    private const int TYPER_IDbitsShift = 19;
    private const uint TYPER_A3V = 1 << 24;

    /// <summary>LPIs come with 16 ID bits; without them 10 name everything.</summary>
    private uint TypeOfIds => state.Cpus[0].Lpis is null ? 9U << TYPER_IDbitsShift : TYPER_LPIS | (15U << TYPER_IDbitsShift);

    public bool TryRead(ulong offset, int size, out ulong value)
    {
        lock (state.Gate)
        {
            value = Read(offset, size, state.ViewOf(secure));
        }

        return true;
    }

    public bool TryWrite(ulong offset, int size, ulong value)
    {
        lock (state.Gate)
        {
            Write(offset, size, value, state.ViewOf(secure));
        }

        return true;
    }

    private ulong Read(ulong offset, int size, View view)
    {
        int intid = FirstInterrupt(offset);
        if (intid >= 0)
        {
            return intid >= GicState.PrivateInterrupts && intid < state.InterruptCount
                ? BankRegisters.Read(state.Word(0, intid), offset, size, view)
                : 0;
        }

        if (offset is >= IROUTER and < IROUTEREnd)
        {
            return ReadRoute(offset, size, view);
        }

        return size != 4 ? 0 : offset switch
        {
            CTLR => ReadControl(view),
            TYPER => (uint)((state.InterruptCount / 32) - 1) | TypeOfIds | TYPER_A3V | TYPER_MBIS | (state.DS ? 0 : TYPER_SecurityExtn),
            IIDR => GicIdentification.IIDR,
            _ => GicIdentification.Read(offset, architecture: 3),
        };
    }

    private void Write(ulong offset, int size, ulong value, View view)
    {
        int intid = FirstInterrupt(offset);
        if (intid >= 0)
        {
            if (intid >= GicState.PrivateInterrupts && intid < state.InterruptCount)
            {
                BankRegisters.Write(state.Word(0, intid), offset, size, (uint)(value & uint.MaxValue), fixedEdge: 0, view: view);
                state.RefreshShared((intid >> 5) - 1, uint.MaxValue);
            }
        }
        else if (offset is >= IROUTER and < IROUTEREnd)
        {
            WriteRoute(offset, size, value, view);
        }
        else if (offset == CTLR && size == 4)
        {
            WriteControl((uint)(value & uint.MaxValue), view);
        }
        else if (offset is SETSPI_NSR or CLRSPI_NSR or SETSPI_SR or CLRSPI_SR && size is 2 or 4)
        {
            WriteMessage((int)(value & 0x1FFF), set: (offset & 8) == 0, offset >= SETSPI_SR, view);
        }
    }

    private uint ReadControl(View view)
    {
        uint group1 = state.EnableGrp1 ? EnableGrp1 : 0;
        uint group0 = state.EnableGrp0 ? EnableGrp0 : 0;
        return view switch
        {
            View.Single => ARE | DS | group0 | group1,
            View.Secure => ARE | ARE_NS | group0 | group1 | (state.EnableGrp1S ? EnableGrp1S : 0),
            _ => ARE | group1,
        };
    }

    /// <summary>Giving up a security state is for Secure software, and final until reset.</summary>
    private void WriteControl(uint value, View view)
    {
        state.EnableGrp1 = (value & EnableGrp1) != 0;
        if (view != View.NonSecure)
        {
            state.EnableGrp0 = (value & EnableGrp0) != 0;
            state.EnableGrp1S = view == View.Secure && (value & EnableGrp1S) != 0;
            state.DS |= (value & DS) != 0;
        }

        state.RefreshAll();
    }

    /// <summary>A message to the distributor (12.9.3): an edge, or a level until it is cleared.</summary>
    private void WriteMessage(int intid, bool set, bool secureRegister, View view)
    {
        // The Secure registers are there only where there are two security states.
        if (intid < GicState.PrivateInterrupts || intid >= state.InterruptCount || (secureRegister && view != View.Secure))
        {
            return;
        }

        InterruptWord word = state.Word(0, intid);
        uint bit = 1U << (intid & 31);
        uint reachable = view == View.Single || secureRegister ? uint.MaxValue : word.Group | word.Allows(set ? 1 : 2);
        if ((reachable & bit) == 0)
        {
            return;
        }

        ref uint pending = ref ((word.Edge & bit) != 0 ? ref word.Latch : ref word.MessageLevel);
        pending = set ? pending | bit : pending & ~bit;
        state.RefreshShared((intid >> 5) - 1, bit);
    }

    private ulong ReadRoute(ulong offset, int size, View view)
    {
        int intid = (int)((offset - IROUTER) >> 3);
        if (!ReachesRoute(intid, view) || size < 4 || offset % (ulong)size != 0)
        {
            return 0;
        }

        return size == 8 ? routes[intid] : (routes[intid] >> ((int)(offset & 4) * 8)) & uint.MaxValue;
    }

    private void WriteRoute(ulong offset, int size, ulong value, View view)
    {
        int intid = (int)((offset - IROUTER) >> 3);
        if (!ReachesRoute(intid, view) || size < 4 || offset % (ulong)size != 0)
        {
            return;
        }

        routes.Set(
            intid,
            size == 8 ? value
                : (offset & 4) == 0 ? (routes[intid] & ~0xFFFF_FFFFUL) | (value & uint.MaxValue)
                : (routes[intid] & uint.MaxValue) | (value << 32));
    }

    private bool ReachesRoute(int intid, View view)
        => intid >= GicState.PrivateInterrupts && intid < state.InterruptCount
            && (view != View.NonSecure || ((state.Word(0, intid).Group | state.Word(0, intid).Allows(3)) >> (intid & 31) & 1) != 0);
}
