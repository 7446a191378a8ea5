namespace Armillary.Images;

/// <summary>One run of a guest: the parts of its machine.</summary>
/// <param name="Kernel">An arm64 <c>Image</c>.</param>
/// <param name="Initrd">The initramfs.</param>
/// <param name="Disk">A raw disk, which the guest writes to; null for none.</param>
/// <param name="Append">The kernel command line.</param>
/// <param name="Timeout">How long the guest may run.</param>
public sealed record GuestRun(string Kernel, string Initrd, string? Disk, string Append, TimeSpan Timeout);

/// <summary>
/// Runs an arm64 guest on the <c>virt</c> board until it powers itself off. An image build needs it for what only an Arm CPU can
/// do (the maintainer scripts), so that no foreign code runs on the host.
/// </summary>
public interface IGuestRunner
{
    /// <summary>Runs the guest to its end. The disk is a virtio-blk device and writes to it are in the file on return.</summary>
    /// <param name="run">The machine.</param>
    /// <param name="onConsoleLine">Called with each line that the guest prints on its PL011, without the line end.</param>
    /// <param name="cancellation">Stops the guest; the call then throws <see cref="OperationCanceledException"/>.</param>
    /// <returns>0 when the guest powered itself off; 124 when the time ran out; 1 for any other end, a reset among them.</returns>
    int Run(GuestRun run, Action<string> onConsoleLine, CancellationToken cancellation);
}
