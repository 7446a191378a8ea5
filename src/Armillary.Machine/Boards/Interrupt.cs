namespace Armillary.Machine.Boards;

/// <summary>The kinds of interrupt input that a GIC has (IHI 0069, 2.2). The values are those of the device tree.</summary>
public enum InterruptKind
{
    /// <summary>No interrupt.</summary>
    None = -1,

    /// <summary>Shared peripheral interrupt: INTID 32 and up.</summary>
    Spi = 0,

    /// <summary>Private peripheral interrupt, one for each vCPU: INTID 16 to 31.</summary>
    Ppi = 1,
}

/// <summary>An input of the board's interrupt controller, numbered within its kind as the board's documentation does.</summary>
/// <param name="Kind">Shared or private.</param>
/// <param name="Number">The number within the kind, from 0.</param>
public readonly record struct Interrupt(InterruptKind Kind, int Number)
{
    /// <summary>No interrupt.</summary>
    public static Interrupt None { get; } = new(InterruptKind.None, 0);

    /// <summary>The GIC's number for it (INTID).</summary>
    public int IntId => Kind switch
    {
        InterruptKind.Spi => 32 + Number,
        InterruptKind.Ppi => 16 + Number,
        _ => throw new InvalidOperationException("there is no interrupt"),
    };

    /// <summary>Shared peripheral interrupt <paramref name="number"/>, 0 to 987.</summary>
    public static Interrupt Spi(int number) => new(InterruptKind.Spi, number);

    /// <summary>Private peripheral interrupt <paramref name="number"/>, 0 to 15.</summary>
    public static Interrupt Ppi(int number) => new(InterruptKind.Ppi, number);

    /// <summary>As in <c>SPI 1</c>; empty for none.</summary>
    public override string ToString() => Kind == InterruptKind.None ? "" : $"{(Kind == InterruptKind.Spi ? "SPI" : "PPI")} {Number}";
}
