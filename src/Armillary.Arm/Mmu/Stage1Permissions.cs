using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm.Mmu;

/// <summary>Direct permissions of stage 1 (DDI 0487, D8.4; the pseudocode AArch64.S1HasPermissionsFault).</summary>
internal static class Stage1Permissions
{
    private const PagePermissions AnyWrite = PagePermissions.PrivilegedWrite | PagePermissions.UnprivilegedWrite;

    /// <summary>What a leaf descriptor lets whom do, under the limits of the tables above it.</summary>
    public static PagePermissions Of(Cpu cpu, bool twoPrivileges, ulong sctlr, ulong limits, ulong descriptor, AccessKind kind)
    {
        bool readOnly = (descriptor & (1UL << 7)) != 0 || (limits & (1UL << 62)) != 0;
        bool wxn = (sctlr & SCTLR.WXN) != 0;
        if (!twoPrivileges)
        {
            bool xn = (descriptor & (1UL << 54)) != 0 || (limits & (1UL << 60)) != 0 || (wxn && !readOnly);
            return PagePermissions.PrivilegedRead
                | (readOnly ? 0 : PagePermissions.PrivilegedWrite)
                | (xn ? 0 : PagePermissions.PrivilegedExecute);
        }

        bool user = (descriptor & (1UL << 6)) != 0 && (limits & (1UL << 61)) == 0;
        PagePermissions permissions = PagePermissions.PrivilegedRead | (readOnly ? 0 : PagePermissions.PrivilegedWrite);
        if (user)
        {
            permissions |= PagePermissions.UnprivilegedRead | (readOnly ? 0 : PagePermissions.UnprivilegedWrite);
        }

        // Code that EL0 can write is never executable at EL1; under WXN nothing writable is executable.
        bool userWritable = user && !readOnly;
        bool pxn = (descriptor & (1UL << 53)) != 0 || (limits & (1UL << 59)) != 0 || userWritable || (wxn && !readOnly);
        bool uxn = (descriptor & (1UL << 54)) != 0 || (limits & (1UL << 60)) != 0 || (wxn && userWritable);
        permissions |= (pxn ? 0 : PagePermissions.PrivilegedExecute) | (uxn ? 0 : PagePermissions.UnprivilegedExecute);

        bool panApplies = cpu.PSTATE.PAN && (kind & (AccessKind.AddressTranslation | AccessKind.WithPAN)) != AccessKind.AddressTranslation;
        if (panApplies && (user || ((sctlr & SCTLR.EPAN) != 0 && !uxn)))
        {
            permissions &= ~(PagePermissions.PrivilegedRead | PagePermissions.PrivilegedWrite);
        }

        return permissions;
    }

    /// <summary>Whether permissions allow an access.</summary>
    public static bool Allow(PagePermissions permissions, AccessKind kind)
    {
        int shift = (kind & AccessKind.Unprivileged) != 0 ? 3 : 0;
        var wanted = (PagePermissions)((int)(kind & (AccessKind.Read | AccessKind.Write | AccessKind.Execute)) << shift);
        return (permissions & wanted) == wanted;
    }

    /// <summary>Whether an access that <see cref="Allow"/> refuses fails as a store: it may read, so that writing is what it may not.</summary>
    public static bool FailsAsWrite(PagePermissions permissions, AccessKind kind)
        => (kind & AccessKind.Write) != 0 && ((kind & AccessKind.Read) == 0 || Allow(permissions & ~AnyWrite, kind & ~AccessKind.Write));
}
