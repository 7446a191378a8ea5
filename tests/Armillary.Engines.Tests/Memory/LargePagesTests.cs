using Armillary.Core.Host;
using Armillary.Core.Memory;
using Xunit;

namespace Armillary.Engines.Tests.Memory;

public sealed unsafe class LargePagesTests
{
    private const ulong Start = 0x4000_0000;

    [Fact]
    public void Guest_memory_begins_where_a_large_page_of_the_host_can_be()
    {
        using var memory = new GuestMemory(new PhysicalAddress(Start), 0x60_0000);
        Assert.Equal(0u, (ulong)memory.HostBase % LargePages.Size);
    }

    [Fact]
    public void Each_whole_large_page_is_asked_for_once()
    {
        using var memory = new GuestMemory(new PhysicalAddress(Start), 0x50_0000);
        Assert.True(memory.TakeLargePage(new PhysicalAddress(Start + 0x20_1000), out byte* place));
        Assert.True(place == memory.HostBase + LargePages.Size);
        Assert.False(memory.TakeLargePage(new PhysicalAddress(Start + 0x3F_F000), out _));
        Assert.True(memory.TakeLargePage(new PhysicalAddress(Start), out _));
        Assert.False(memory.TakeLargePage(new PhysicalAddress(Start + 0x40_0000), out _));
    }

    [Fact]
    public void Memory_keeps_what_is_in_it_while_it_comes_to_lie_in_a_large_page()
    {
        using var memory = new GuestMemory(new PhysicalAddress(Start), 0x40_0000);
        using var pages = new LargePages();
        uint* words = (uint*)memory.HostBase;
        for (uint round = 1; round <= 3; round++)
        {
            pages.Ask(memory.HostBase);
            pages.Ask(memory.HostBase + 0x1000);
            pages.Ask(memory.HostBase + LargePages.Size);
            for (uint i = 0; i < 0x40_0000 / sizeof(uint); i++)
            {
                words[i] += i * round;
            }
        }

        pages.Dispose();
        for (uint i = 0; i < 0x40_0000 / sizeof(uint); i++)
        {
            Assert.Equal(i * 6, words[i]);
        }
    }

    [Fact]
    public void Nothing_is_asked_after_the_end()
    {
        var pages = new LargePages();
        pages.Dispose();
        pages.Ask((byte*)LargePages.Size);
        pages.Dispose();
    }
}
