using Armillary.Images.Host;

namespace Armillary.Images.Kernel;

/// <summary>
/// Puts a kernel's modules into a root file system: those that a machine on the <c>virt</c> board can use, not compressed, so that the guest
/// does not spend its time on that. What drives hardware which the board cannot have stays out: it is five sixths of the package.
/// </summary>
public sealed class ModuleTree
{
    private static readonly string[] Wanted =
    [
        "arch/", "block/", "crypto/", "fs/", "lib/", "mm/", "net/", "security/", "virt/",
        "drivers/ata/ahci", "drivers/ata/libahci", "drivers/ata/libata", "drivers/block/", "drivers/cdrom/", "drivers/char/hw_random/virtio",
        "drivers/char/tpm/tpm_tis", "drivers/crypto/virtio/", "drivers/dax/", "drivers/firmware/", "drivers/gpu/drm/virtio/", "drivers/hid/hid",
        "drivers/hid/usbhid/", "drivers/input/keyboard/gpio_keys", "drivers/input/evdev", "drivers/input/misc/uinput", "drivers/iommu/virtio",
        "drivers/md/", "drivers/net/bonding/", "drivers/net/ethernet/intel/e1000", "drivers/net/ethernet/intel/igb/", "drivers/net/ipvlan/",
        "drivers/net/team/", "drivers/net/vxlan/", "drivers/net/wireguard/", "drivers/nvdimm/", "drivers/nvme/host/", "drivers/scsi/scsi_",
        "drivers/scsi/sd_mod", "drivers/scsi/sg", "drivers/scsi/sr_mod", "drivers/scsi/virtio", "drivers/usb/core/", "drivers/usb/host/xhci",
        "drivers/usb/host/ehci", "drivers/usb/storage/usb", "drivers/usb/storage/uas", "drivers/vfio/", "drivers/vhost/", "drivers/virt/",
        "drivers/virtio/", "drivers/watchdog/sbsa",
    ];

    private static readonly string[] Unwanted =
    [
        "net/6lowpan/", "net/batman-adv/", "net/bluetooth/", "net/can/", "net/ieee802154/", "net/mac80211/", "net/mac802154/", "net/nfc/", "net/wireless/",
        "drivers/block/drbd/", "drivers/block/rnbd/", "drivers/firmware/arm_scmi/",
    ];

    private readonly Dictionary<string, string> available = new(StringComparer.Ordinal);
    private readonly string source;
    private readonly string target;

    /// <summary>A tree to be filled.</summary>
    /// <param name="source">The folder with the package's modules.</param>
    /// <param name="target">The folder <c>/usr/lib/modules/VERSION</c> of the root file system.</param>
    public ModuleTree(string source, string target)
    {
        this.source = source;
        this.target = target;
        foreach (string path in Directory.EnumerateFiles(source, "*.ko*", SearchOption.AllDirectories))
        {
            available[KernelModules.NameOf(path)] = Path.GetRelativePath(source, path);
        }
    }

    /// <summary>Copies and unpacks the modules, and those that they need.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many modules there are.</returns>
    public int Fill(CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        foreach (string list in Directory.EnumerateFiles(source, "modules.*"))
        {
            File.Copy(list, Path.Combine(target, Path.GetFileName(list)), overwrite: true);
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<string> next = [.. available.Where(module => IsWanted(module.Value)).Select(module => module.Key)];
        while (next.Count > 0)
        {
            taken.UnionWith(next);
            List<string> unpacked = Unpack(next, cancellation);
            next = [.. unpacked.SelectMany(path => KernelModules.Needs(File.ReadAllBytes(path)))
                .Select(name => name.Replace('-', '_'))
                .Where(name => available.ContainsKey(name) && !taken.Contains(name))
                .Distinct()];
        }

        return taken.Count;
    }

    private static bool IsWanted(string path)
    {
        const string Kernel = "kernel/";
        if (!path.StartsWith(Kernel, StringComparison.Ordinal))
        {
            return false;
        }

        string name = path[Kernel.Length..];
        bool plainNetwork = name.StartsWith("drivers/net/", StringComparison.Ordinal) && name.Count(c => c == '/') == 2;
        return (plainNetwork || Wanted.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            && !Unwanted.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }

    private List<string> Unpack(IEnumerable<string> names, CancellationToken cancellation)
    {
        var compressed = new List<string>();
        var result = new List<string>();
        foreach (string name in names)
        {
            string path = Path.Combine(target, available[name]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(Path.Combine(source, available[name]), path, overwrite: true);
            if (path.EndsWith(".ko", StringComparison.Ordinal))
            {
                result.Add(path);
            }
            else
            {
                compressed.Add(path);
                result.Add(path[..^Path.GetExtension(path).Length]);
            }
        }

        foreach (IGrouping<string, string> group in compressed.GroupBy(path => Path.GetExtension(path)))
        {
            HostTool tool = group.Key == ".zst" ? HostTool.Find("zstd", "zstd") : HostTool.Find("xz", "xz-utils");
            foreach (string[] batch in group.Chunk(256))
            {
                string[] options = group.Key == ".zst" ? ["-dq", "--rm", "--"] : ["-d", "--"];
                (int status, IReadOnlyList<string> errors) = tool.Run([.. options, .. batch], null, cancellation);
                if (status != 0)
                {
                    throw tool.Failure(status, errors);
                }
            }
        }

        return result;
    }
}
