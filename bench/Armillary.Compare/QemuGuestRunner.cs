using System.Diagnostics;
using Armillary.Images;

namespace Armillary.Compare;

/// <summary>Runs guests on qemu-system-aarch64, the machine that others are compared with.</summary>
internal sealed class QemuGuestRunner : IGuestRunner
{
    /// <summary>QEMU's arguments for a machine at its best settings: pauth-impdef makes pointer authentication cheap.</summary>
    /// <param name="run">The machine.</param>
    /// <param name="memory">Guest memory, such as <c>512M</c>.</param>
    /// <param name="cpus">How many CPUs it has.</param>
    public static IReadOnlyList<string> Arguments(GuestRun run, string memory, int cpus)
    {
        List<string> arguments =
        [
            "-M", "virt", "-cpu", "max,pauth-impdef=on", "-smp", $"{cpus}", "-m", memory, "-display", "none", "-nodefaults", "-serial", "stdio",
            "-no-reboot", "-kernel", run.Kernel, "-initrd", run.Initrd, "-append", run.Append,
        ];
        if (run.Disk is not null)
        {
            arguments.AddRange(["-drive", $"if=none,id=disk,format=raw,file={run.Disk}", "-device", "virtio-blk-device,drive=disk"]);
        }

        return arguments;
    }

    /// <inheritdoc/>
    public int Run(GuestRun run, Action<string> onConsoleLine, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("qemu-system-aarch64", Arguments(run, "1G", 1)) { RedirectStandardOutput = true, RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(run.Timeout);
        using var registration = limit.Token.Register(() => process.Kill());
        while (process.StandardOutput.ReadLine() is { } line)
        {
            onConsoleLine(line);
        }

        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return limit.IsCancellationRequested ? 124 : process.ExitCode == 0 ? 0 : 1;
    }
}
