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
for place in dev proc sys; do /bin/busybox mount -o move "/$place" "/root/$place"; done
exec /bin/busybox switch_root /root "$init"
