using Armillary.Core.Host;
using Armillary.Ir;

namespace Armillary.Engines.Memory;

/// <summary>A 16-byte compare-and-swap, which the runtime has no call for: CMPXCHG16B in a routine of its own.</summary>
internal static unsafe class Atomic128
{
    // rdi: the location (aligned to 16), rsi: the expected value, replaced by the old one, rdx and rcx: the new value. eax: 1 if swapped.
    private static readonly byte[] Code =
    [
        0x53,                         // push rbx
        0x48, 0x89, 0xD3,             // mov rbx, rdx
        0x48, 0x8B, 0x06,             // mov rax, [rsi]
        0x48, 0x8B, 0x56, 0x08,       // mov rdx, [rsi+8]
        0xF0, 0x48, 0x0F, 0xC7, 0x0F, // lock cmpxchg16b [rdi]
        0x48, 0x89, 0x06,             // mov [rsi], rax
        0x48, 0x89, 0x56, 0x08,       // mov [rsi+8], rdx
        0x0F, 0x94, 0xC0,             // sete al
        0x0F, 0xB6, 0xC0,             // movzx eax, al
        0x5B,                         // pop rbx
        0xC3,                         // ret
    ];

    private static readonly ExecutableMemory Memory = Emit();

    /// <summary>Swaps where the location holds <paramref name="expected"/>, which becomes the old value. Whether it swapped.</summary>
    public static bool CompareExchange(void* location, ref Bits128 expected, in Bits128 replacement)
    {
        ulong* pair = stackalloc ulong[2] { expected.Low, expected.High };

        // SAFETY: the routine above follows the C calling convention and touches the 16 bytes at location and the pair only.
        bool swapped = ((delegate* unmanaged<void*, ulong*, ulong, ulong, int>)Memory.Execute)(location, pair, replacement.Low, replacement.High) != 0;
        expected = new Bits128(pair[0], pair[1]);
        return swapped;
    }

    private static ExecutableMemory Emit()
    {
        ExecutableMemory memory = new(4096);
        Code.CopyTo(new Span<byte>(memory.Write, Code.Length));
        return memory;
    }
}
