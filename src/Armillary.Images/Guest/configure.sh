# Runs inside the new root, on its own CPU. What preinst scripts and dpkg would have done while unpacking has not happened yet.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
export DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true
set -e

echo "armillary: step Preparing packages"
export DPKG_MAINTSCRIPT_NAME=preinst DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT=1 DPKG_RUNNING_VERSION=1.22
while read -r package scripts; do
    [ -x "/var/lib/dpkg/info/$scripts.preinst" ] || continue
    DPKG_MAINTSCRIPT_PACKAGE=$package DPKG_MAINTSCRIPT_ARCH=arm64 "/var/lib/dpkg/info/$scripts.preinst" install \
        || { echo "armillary: the preinst of $package failed"; exit 1; }
done < /tmp/packages
unset DPKG_MAINTSCRIPT_NAME DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT DPKG_RUNNING_VERSION

echo "armillary: step Configuring packages"
dpkg --force-unsafe-io --configure --pending

echo "armillary: step Finishing"
passwd -q -d root
depmod "$(uname -r)"
systemctl -q enable systemd-networkd.service armillary-resolv.path armillary-command.service serial-getty@ttyAMA0.service \
    systemd-growfs-root.service
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
    systemd-pstore.service getty@tty1.service systemd-networkd-wait-online.service systemd-network-generator.service; do
    systemctl -q disable "$unit" 2>/dev/null || true
done
# Each process at boot costs tenths of a second on an emulator. Left out: what looks for hardware and set-ups that this machine has not
# (TPM, EFI, hibernation, a graphical console), modules that load when they are used, and a journal and a seed to be kept.
for unit in modprobe@configfs modprobe@dm_mod modprobe@drm modprobe@efi_pstore modprobe@fuse modprobe@loop \
    systemd-journal-flush systemd-random-seed systemd-hibernate-clear systemd-modules-load systemd-networkd-persistent-storage \
    systemd-udev-load-credentials serial-getty@hvc0; do
    systemctl -q mask "$unit.service"
done
systemctl -q mask sys-kernel-config.mount sys-fs-fuse-connections.mount
mkdir -p /etc/systemd/system-generators
for generator in debug getty gpt-auto hibernate-resume rc-local run ssh system-update sysv tpm2; do
    ln -sf /dev/null "/etc/systemd/system-generators/systemd-$generator-generator"
done
rm -f /etc/machine-id /var/lib/dbus/machine-id /etc/*- /var/cache/debconf/*-old /var/lib/dpkg/*-old
: > /etc/machine-id
# systemd-update-done.service(8): nothing below /usr is newer than what was made from it.
touch -r /usr /etc/.updated /var/.updated
