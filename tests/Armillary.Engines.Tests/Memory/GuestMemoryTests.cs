using Armillary.Core.Memory;
using Xunit;

namespace Armillary.Engines.Tests.Memory;

public class GuestMemoryTests
{
    [Fact]
    public void Memory_that_the_host_refuses_leaves_no_file_open()
    {
        const string Name = "refused-memory";
        Assert.Throws<IOException>(() => new GuestMemory(new PhysicalAddress(0), 1UL << 62, Name)); // no such file
        Assert.Throws<IOException>(() => new GuestMemory(new PhysicalAddress(0), 1UL << 47, Name)); // no such addresses
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries("/proc/self/fd"), file => (new FileInfo(file).LinkTarget ?? "").Contains(Name, StringComparison.Ordinal));
    }
}
