#!/bin/busybox sh
# The second stage of an image build, as PID 1 of an initramfs: gives the files their owners, has dpkg configure the unpacked
# packages inside the new root, and powers off. The builder looks for the line "armillary: configured".
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs devtmpfs /dev
/bin/busybox --install -s /bin
export PATH=/bin
finish() {
    sync
    umount /root/tmp /root/run /root/dev/pts /root/dev /root/sys /root/proc
    umount /root || mount -o remount,ro /root
    sync
    [ -z "$1" ] || echo "armillary: $1"
    poweroff -f
    sleep 1000
}
fail() { echo "armillary: failed: $1"; finish; }
while read -r module; do insmod "/modules/$module.ko"; done < /modules/order
tries=0
while [ ! -b /dev/vda ]; do
    tries=$((tries + 1))
    [ $tries -le 100 ] || fail "there is no disk"
    usleep 50000
done
mount -t ext4 -o rw,noatime,nobarrier /dev/vda /root || fail "the disk holds no ext4 file system"
echo "armillary: step Setting owners"
chown -hR 0:0 /root || fail "chown"
while read -r owner mode path; do
    chown -h "$owner" "/root/$path" && chmod "$mode" "/root/$path" || fail "chown $path"
done < /stage/owners
mount -t proc proc /root/proc
mount -t sysfs sysfs /root/sys
mount -t devtmpfs devtmpfs /root/dev
mkdir -p /root/dev/pts
mount -t devpts devpts /root/dev/pts
mount -t tmpfs tmpfs /root/run
mount -t tmpfs tmpfs /root/tmp
cp /stage/configure.sh /stage/packages /root/tmp/
if chroot /root /bin/sh /tmp/configure.sh; then
    finish configured
fi
fail "a package could not be configured"
