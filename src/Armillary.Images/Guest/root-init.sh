#!/bin/busybox sh
# The initramfs of a machine image: loads what the kernel needs to see the disk, mounts it and hands over to systemd.
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs devtmpfs /dev
while read -r module; do /bin/busybox insmod "/modules/$module.ko"; done < /modules/order
root=/dev/vda
init=/sbin/init
mode=rw
for word in $(/bin/busybox cat /proc/cmdline); do
    case $word in
        root=/dev/*) root=${word#root=} ;;
        init=*) init=${word#init=} ;;
        ro) mode=ro ;;
    esac
done
tries=0
while [ ! -b "$root" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ]; then
        echo "armillary: there is no disk $root"
        exec /bin/busybox sh
    fi
    /bin/busybox usleep 50000
done
if ! /bin/busybox mount -t ext4 -o "$mode,noatime" "$root" /root; then
    echo "armillary: $root holds no ext4 file system"
    exec /bin/busybox sh
fi
# What systemd would mount with a process each; it takes over what it finds mounted.
/bin/busybox mount -t tmpfs -o mode=755,nosuid,nodev,size=20% tmpfs /root/run
/bin/busybox mkdir -p /root/run/lock /dev/mqueue /dev/hugepages
/bin/busybox mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=5M tmpfs /root/run/lock
/bin/busybox mount -t tmpfs -o mode=1777,nosuid,nodev,size=50% tmpfs /root/tmp
/bin/busybox mount -t mqueue -o nosuid,nodev,noexec mqueue /dev/mqueue
/bin/busybox mount -t hugetlbfs -o nosuid,nodev hugetlbfs /dev/hugepages
/bin/busybox mount -t debugfs -o nosuid,nodev,noexec debugfs /sys/kernel/debug
/bin/busybox mount -t tracefs -o nosuid,nodev,noexec tracefs /sys/kernel/tracing
for place in dev proc sys; do /bin/busybox mount -o move "/$place" "/root/$place"; done
exec /bin/busybox switch_root /root "$init"
