using System.Diagnostics;
using Armillary.Machine.Firmware.Fdt;
using Xunit;

namespace Armillary.Machine.Tests.Firmware;

public class FdtTests
{
    private static FdtNode Sample()
    {
        var root = new FdtNode("");
        root.Set("#address-cells", 2u).Set("compatible", "linux,dummy-virt");
        FdtNode uart = root.Child("pl011@9000000");
        uart.Set("compatible", "arm,pl011", "arm,primecell").Set64("reg", 0x0900_0000, 0x1000).Set("dma-coherent").SetBytes("odd", [1, 2, 3]);
        root.Child("chosen").Set("bootargs", "");
        return root;
    }

    [Fact]
    public void A_tree_survives_writing_and_reading()
    {
        Assert.True(FdtBlob.TryRead(FdtBlob.Write(Sample()), out FdtNode read, out string reason), reason);
        Assert.Equal(FdtText.Write(Sample()), FdtText.Write(read));
    }

    [Fact]
    public void Dtc_reads_the_blob_as_we_print_it()
    {
        using var blob = new TemporaryFile(FdtBlob.Write(Sample()));
        if (Dtc("-q -I dtb -O dts", blob.Path) is not { } theirs)
        {
            return;
        }

        using var ours = new TemporaryFile(System.Text.Encoding.ASCII.GetBytes(FdtText.Write(Sample())));

        // From a blob, dtc prints a list of strings as one.
        Assert.Equal(theirs.Replace("\\0", "\", \"", StringComparison.Ordinal), Dtc("-q -I dts -O dts", ours.Path));
    }

    [Fact]
    public void A_blob_that_is_cut_anywhere_is_refused()
    {
        byte[] blob = FdtBlob.Write(Sample());
        for (int length = 0; length < blob.Length; length++)
        {
            Assert.False(FdtBlob.TryRead(blob.AsSpan(0, length), out _, out string reason));
            Assert.NotEmpty(reason);
        }
    }

    [Fact]
    public void Damaged_blobs_are_read_or_refused_but_never_throw()
    {
        byte[] blob = FdtBlob.Write(Sample());
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. blob];
            for (int i = 0; i < 3; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            _ = FdtBlob.TryRead(damaged, out _, out _);
        }
    }

    private static string? Dtc(string arguments, string path)
    {
        try
        {
            using Process dtc = Process.Start(new ProcessStartInfo("dtc", $"{arguments} {path}") { RedirectStandardOutput = true })!;
            string output = dtc.StandardOutput.ReadToEnd();
            dtc.WaitForExit();
            Assert.Equal(0, dtc.ExitCode);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
