using System.Buffers.Binary;
using System.Text;
using Armillary.Images.Kernel;
using Xunit;

namespace Armillary.Images.Tests.Kernel;

public class KernelModulesTests
{
    [Fact]
    public void Modinfo_names_what_a_module_needs() =>
        Assert.Equal(["jbd2", "mbcache", "crc32c"], KernelModules.Needs(Module("license=GPL", "depends=jbd2,mbcache", "softdep=pre: crc32c post: later")));

    [Fact]
    public void A_closure_loads_what_is_needed_first_and_once()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "fs/ext4.ko", "depends=jbd2,mbcache");
        Write(folder, "fs/jbd2.ko", "depends=crc-generic");
        Write(folder, "fs/mbcache.ko", "depends=");
        Write(folder, "lib/crc-generic.ko", "depends=built_in");
        var modules = new KernelModules(folder.Path, CancellationToken.None);
        Assert.Equal(["crc_generic", "jbd2", "mbcache", "ext4"], modules.Closure(["ext4", "jbd2", "absent"]).Select(module => module.Name));
    }

    [Fact]
    public void A_dependency_on_itself_ends()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ko", "depends=b");
        Write(folder, "b.ko", "depends=a");
        Assert.Equal(2, new KernelModules(folder.Path, CancellationToken.None).Closure(["a"]).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(200)]
    public void A_truncated_module_needs_nothing(int length)
    {
        byte[] module = Module("depends=a");
        Assert.Empty(KernelModules.Needs(module.AsSpan(0, Math.Min(length, module.Length - 1))));
    }

    private static void Write(TemporaryFolder folder, string name, string modinfo)
    {
        string path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Module(modinfo));
    }

    // ELF64: a header, the strings of the section names, .modinfo, and three section headers.
    private static byte[] Module(params string[] modinfo)
    {
        byte[] names = Encoding.ASCII.GetBytes("\0.modinfo\0.shstrtab\0");
        byte[] info = Encoding.ASCII.GetBytes(string.Concat(modinfo.Select(line => line + "\0")));
        int infoAt = 64 + names.Length, table = infoAt + info.Length;
        byte[] elf = new byte[table + (3 * 64)];
        "\u007fELF"u8.CopyTo(elf);
        BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(0x28), table);
        BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3A), 64);
        BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3C), 3);
        BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3E), 2);
        names.CopyTo(elf, 64);
        info.CopyTo(elf, infoAt);
        Section(1, 1, infoAt, info.Length);
        Section(2, 10, 64, names.Length);
        return elf;

        void Section(int index, int name, long offset, long size)
        {
            Span<byte> header = elf.AsSpan(table + (index * 64));
            BinaryPrimitives.WriteInt32LittleEndian(header, name);
            BinaryPrimitives.WriteInt64LittleEndian(header[0x18..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(header[0x20..], size);
        }
    }
}
