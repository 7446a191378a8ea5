using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Armillary.Arm;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.Ir;
using Armillary.X64;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// What generated code depends on beside the guest's code and its translation context: the build of everything that has a part in making it, what the host's
/// processor can do, the guest CPU's features, the options. Code of another identity is never looked at.
/// </summary>
internal static class CodeIdentity
{
    public static UInt128 Of(EngineOptions options, Features features, HostFeatures host)
    {
        var text = new StringBuilder();
        foreach (Type part in (Type[])[typeof(GuestContext), typeof(Block), typeof(Cpu), typeof(BlockCompiler), typeof(JitEngine)])
        {
            // Builds are deterministic: the same sources give the same number.
            text.Append(part.Module.ModuleVersionId).Append(' ');
        }

        // All options, so that a new one is among them; but for those that code does not depend on.
        text.Append(features).Append(' ').Append(host).Append(' ').Append(Mirror.IsPossible).Append(' ').Append(options with { SavedCode = null, PerfMap = false, CodeCacheSize = 0 });
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
