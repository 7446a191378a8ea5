namespace Armillary.Arm.Exceptions;

/// <summary>A CPU's asynchronous exception inputs.</summary>
public enum InterruptKind
{
    /// <summary>Physical IRQ.</summary>
    IRQ,

    /// <summary>Physical FIQ.</summary>
    FIQ,

    /// <summary>Physical SError.</summary>
    SError,

    /// <summary>Virtual IRQ: the interrupt controller's virtual CPU interface; HCR_EL2.VI is another source of it.</summary>
    VirtualIRQ,

    /// <summary>Virtual FIQ: the interrupt controller's virtual CPU interface; HCR_EL2.VF is another source of it.</summary>
    VirtualFIQ,
}
