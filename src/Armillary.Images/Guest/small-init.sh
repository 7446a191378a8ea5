#!/bin/busybox sh
# The small guest's init. Kernel command line:
#   armillary.run=WORD        runs one word as a shell command, then powers off
#   armillary.run64=BASE64    the same for any text
# Without either it runs /bench/run where the initramfs has one, and a shell otherwise.
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs devtmpfs /dev
/bin/busybox --install -s /bin
export PATH=/bin HOME=/root TERM=vt100
echo "armillary: init"
if [ -f /modules/order ]; then
    while read -r module; do insmod "/modules/$module.ko"; done < /modules/order
fi
finish() {
    echo "armillary: exit $1"
    poweroff -f
    # The power goes off on another path of the kernel; PID 1 must not end before.
    sleep 1000
}
for word in $(cat /proc/cmdline); do
    case $word in
        armillary.run=*) sh -c "${word#armillary.run=}"; finish $? ;;
        armillary.run64=*) sh -c "$(echo "${word#armillary.run64=}" | base64 -d)"; finish $? ;;
    esac
done
if [ -x /bench/run ]; then /bench/run; finish $?; fi
echo "armillary: shell"
setsid cttyhack sh
poweroff -f
sleep 1000
