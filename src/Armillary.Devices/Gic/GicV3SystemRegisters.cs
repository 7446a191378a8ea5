using Armillary.Core.State;
using static Armillary.Devices.Gic.GicV3Registers;

namespace Armillary.Devices.Gic;

/// <summary>The system registers of one vCPU's CPU interfaces: ICC_* (IHI 0069, 12.2), and with EL2 those of the virtual one.</summary>
internal sealed partial class GicV3SystemRegisters(GicState gic, CpuInterface cpu) : ISystemRegisterBank
{
    /// <summary>SRE, DFB and DIB read as one: there is no memory-mapped CPU interface and no bypass.</summary>
    private const ulong SRE = 0b111;

    /// <summary>As <see cref="SRE"/>, and Enable: lower levels are not trapped, as where SRE is RAO/WI it may be (12.2.23).</summary>
    private const ulong SRE_EL2 = 0b1111;

    public BankOutcome Read(uint encoding, in VcpuState state, out ulong value)
    {
        BankOutcome outcome = Route(encoding, in state, out bool isVirtual);
        value = 0;
        if (outcome != BankOutcome.Done)
        {
            return outcome;
        }

        bool done;
        if (!isVirtual && IsHypervisors(encoding))
        {
            done = true;
        }
        else if (isVirtual)
        {
            done = IsHypervisors(encoding) ? TryReadHypervisor(encoding, out value) : GicV3HypervisorRegisters.TryReadGuest(cpu.Virtual!, encoding, out value);
        }
        else
        {
            lock (gic.Gate)
            {
                done = TryRead(encoding, in state, out value);
            }
        }

        return done ? BankOutcome.Done : BankOutcome.Undefined;
    }

    public BankOutcome Write(uint encoding, in VcpuState state, ulong value)
    {
        BankOutcome outcome = Route(encoding, in state, out bool isVirtual);
        if (outcome != BankOutcome.Done)
        {
            return outcome;
        }

        bool done;
        if (!isVirtual && IsHypervisors(encoding))
        {
            done = true;
        }
        else if (isVirtual)
        {
            done = IsHypervisors(encoding)
                ? encoding == ICC_SRE_EL2 || GicV3HypervisorRegisters.TryWriteHypervisor(cpu.Virtual!, encoding, value)
                : GicV3HypervisorRegisters.TryWriteGuest(cpu.Virtual!, encoding, value);
        }
        else
        {
            lock (gic.Gate)
            {
                done = TryWrite(encoding, in state, value);
            }
        }

        return done ? BankOutcome.Done : BankOutcome.Undefined;
    }

    public void StateChanged(in VcpuState state)
    {
        lock (gic.Gate)
        {
            cpu.SetState(state.Secure, state.EL == 3);
        }
    }

    /// <summary>Registers with op1 = 4: ICH_* and ICC_SRE_EL2.</summary>
    private static bool IsHypervisors(uint encoding) => (encoding & 0xF800) == 0xE000;

    /// <summary>
    /// Who answers an access: the virtual CPU interface, which needs no lock (<paramref name="isVirtual"/>), the physical one, or a higher level that
    /// traps it. The order is that of the accessors in IHI 0069, 12.2.
    /// </summary>
    private BankOutcome Route(uint encoding, in VcpuState state, out bool isVirtual)
    {
        isVirtual = false;
        if (IsHypervisors(encoding))
        {
            // IHI 0069, 12.4: where EL2 is not implemented they are RES0 for EL3.
            isVirtual = cpu.Virtual is not null;
            return isVirtual ? encoding == ICC_SRE_EL2 && !state.EL2Enabled ? BankOutcome.Undefined : BankOutcome.Done
                : state.EL == 3 ? BankOutcome.Done : BankOutcome.Undefined;
        }

        Kind kind = KindOf(encoding);
        if (kind is Kind.None or Kind.Enable or Kind.Monitor)
        {
            return kind == Kind.Monitor && !gic.HasSecurity ? BankOutcome.Undefined : BankOutcome.Done;
        }

        if (state.EL == 1 && state.EL2Enabled && cpu.Virtual is { } virtualCpu)
        {
            uint traps = kind switch
            {
                Kind.Group0 => VirtualCpuInterface.HCR_TALL0,
                Kind.Group1 => VirtualCpuInterface.HCR_TALL1,
                Kind.Deactivate => VirtualCpuInterface.HCR_TC | VirtualCpuInterface.HCR_TDIR,
                _ => VirtualCpuInterface.HCR_TC,
            };
            bool redirected = kind switch
            {
                Kind.Group0 => state.VirtualFiq,
                Kind.Group1 => state.VirtualIrq,
                _ => state.VirtualFiq || state.VirtualIrq,
            };
            if ((virtualCpu.HCR & traps) != 0 || (redirected && kind == Kind.Generate))
            {
                return BankOutcome.TrapEL2;
            }

            if (redirected)
            {
                isVirtual = true;
                return BankOutcome.Done;
            }
        }

        bool toEL3 = kind switch
        {
            Kind.Group0 => state.FiqToEL3,
            Kind.Group1 => state.IrqToEL3,
            _ => state.FiqToEL3 && state.IrqToEL3,
        };
        return toEL3 && state.EL < 3 ? BankOutcome.TrapEL3 : BankOutcome.Done;
    }

    private bool TryReadHypervisor(uint encoding, out ulong value)
    {
        if (encoding == ICC_SRE_EL2)
        {
            value = SRE_EL2;
            return true;
        }

        return GicV3HypervisorRegisters.TryReadHypervisor(cpu.Virtual!, encoding, out value);
    }
}
