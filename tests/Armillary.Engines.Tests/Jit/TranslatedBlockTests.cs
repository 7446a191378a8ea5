using Armillary.Arm.State;
using Armillary.Engines.Jit;
using Xunit;

namespace Armillary.Engines.Tests.Jit;

public class TranslatedBlockTests
{
    [Fact]
    public void A_block_without_a_loop_is_looked_at_again_a_few_times_and_only_after_it_was_found_to_have_none()
    {
        var block = new TranslatedBlock(0x4000_0000, default(TranslationContext));
        Assert.True(block.TryConsider());
        Assert.False(block.TryReconsider());

        int tries = 0;
        for (int i = 0; i < 100; i++)
        {
            block.NoteLoopless();
            tries += block.TryReconsider() ? 1 : 0;
            Assert.False(block.TryReconsider());
        }

        Assert.InRange(tries, 1, 16);
        Assert.True(block.Considered);
    }
}
