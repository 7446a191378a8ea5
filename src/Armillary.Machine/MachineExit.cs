namespace Armillary.Machine;

/// <summary>Why a machine stopped.</summary>
public enum ExitReason
{
    /// <summary>The guest turned the machine off.</summary>
    PoweredOff,

    /// <summary>The guest restarted the machine, and <see cref="MachineConfig.ExitOnReset"/> is set.</summary>
    Reset,

    /// <summary><c>Machine.Stop</c> was called.</summary>
    Stopped,

    /// <summary>The machine cannot go on. <see cref="MachineExit.Message"/> says why.</summary>
    Failed,
}

/// <summary>How a machine stopped.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">One line for people; empty where the reason says it all.</param>
public sealed record MachineExit(ExitReason Reason, string Message = "");
