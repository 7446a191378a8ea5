using System.Runtime.InteropServices;

namespace Armillary.Core.Host;

/// <summary>
/// Host memory for generated code, mapped twice: <see cref="Write"/> may be written, <see cref="Execute"/> may be executed, and no
/// page is both. The pages of a large region cost nothing until they are used.
/// </summary>
internal sealed unsafe class ExecutableMemory : IDisposable
{
    /// <summary>Maps <paramref name="size"/> bytes (rounded up to a page).</summary>
    /// <param name="size">The size in bytes.</param>
    /// <param name="anonymous">Without a name: Linux <c>perf</c> looks into its map of generated code only for addresses in such memory.</param>
    /// <exception cref="InvalidOperationException">The host refused.</exception>
    public ExecutableMemory(nuint size, bool anonymous = false)
    {
        Size = (size + 4095) & ~(nuint)4095;
        if (anonymous)
        {
            MapAnonymous();
        }
        else
        {
            MapFile();
        }
    }

    private void MapAnonymous()
    {
        // SAFETY: fresh memory; mremap of a length of 0 maps shared pages once more, see mremap(2).
        void* write = Libc.Mmap(null, Size, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED | Libc.MAP_ANONYMOUS, -1, 0);
        void* execute = write == Libc.MAP_FAILED ? write : Libc.Mremap(write, 0, Size, Libc.MREMAP_MAYMOVE);
        if (execute == Libc.MAP_FAILED || Libc.Mprotect(execute, Size, Libc.PROT_READ | Libc.PROT_EXEC) != 0)
        {
            string reason = Libc.LastErrorMessage();
            Unmap(write);
            Unmap(execute);
            throw new InvalidOperationException($"cannot map {Size >> 20} MiB of memory for generated code: {reason}");
        }

        Write = (byte*)write;
        Execute = (byte*)execute;
    }

    private void MapFile()
    {
        int file = Libc.MemfdCreate("generated-code", Libc.MFD_CLOEXEC);
        if (file < 0 || Libc.Ftruncate(file, (long)Size) != 0)
        {
            string reason = Libc.LastErrorMessage();
            if (file >= 0)
            {
                _ = Libc.Close(file);
            }

            throw new InvalidOperationException($"cannot get {Size >> 20} MiB of memory for generated code: {reason}");
        }

        // SAFETY: fresh shared mappings of a file that only this object knows; both live until Dispose.
        void* write = Map(file, Libc.PROT_READ | Libc.PROT_WRITE);
        void* execute = write == Libc.MAP_FAILED ? write : Map(file, Libc.PROT_READ | Libc.PROT_EXEC);
        string error = Libc.LastErrorMessage(); // of the call that failed: none follows it
        _ = Libc.Close(file);
        if (execute == Libc.MAP_FAILED)
        {
            Unmap(write);
            throw new InvalidOperationException($"cannot map {Size >> 20} MiB of memory for generated code: {error}");
        }

        Write = (byte*)write;
        Execute = (byte*)execute;
    }

    // Where large pages of the host can be.
    private void* Map(int file, int protection)
    {
        byte* place = LargePages.Reserve(Size);
        if (place == null)
        {
            return Libc.MAP_FAILED;
        }

        void* mapping = Libc.Mmap(place, Size, protection, Libc.MAP_SHARED | Libc.MAP_FIXED, file, 0);
        if (mapping == Libc.MAP_FAILED)
        {
            int error = Marshal.GetLastPInvokeError();
            Unmap(place);
            Marshal.SetLastPInvokeError(error);
        }

        return mapping;
    }

    // What a constructor that fails had mapped.
    private void Unmap(void* mapping)
    {
        if (mapping != Libc.MAP_FAILED)
        {
            _ = Libc.Munmap(mapping, Size);
        }
    }

    /// <summary>The size in bytes of either mapping.</summary>
    public nuint Size { get; }

    /// <summary>The mapping to write through.</summary>
    public byte* Write { get; private set; }

    /// <summary>The mapping to run. Both are at a multiple of <see cref="LargePages.Size"/> where they have a name.</summary>
    public byte* Execute { get; private set; }

    /// <summary>Unmaps both. No thread may be running code from here.</summary>
    public void Dispose()
    {
        if (Write != null)
        {
            // SAFETY: the mappings made by the constructor, unmapped once.
            _ = Libc.Munmap(Write, Size);
            _ = Libc.Munmap(Execute, Size);
            Write = Execute = null;
        }
    }
}
