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
}
