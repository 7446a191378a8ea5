#!/bin/sh
# What disks and networks cost over PCI and over the memory-mapped transport: seconds in the guest, three times each. Needs python3 for the HTTP server.
set -eu
cd "$(dirname "$0")/.."
small=${ARMILLARY_CACHE:-$HOME/.cache/armillary}/small
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir "$work/www"
head -c 512M /dev/urandom > "$work/disk"
head -c 200M /dev/zero > "$work/www/file"
(cd "$work/www" && exec python3 -m http.server 8099 --bind 127.0.0.1) > /dev/null 2>&1 &
server=$!
cat > "$work/guest" <<'GUEST'
ifconfig eth0 10.0.2.15 up
now() { awk '{ print $1 }' /proc/uptime; }
row() { s=$(now); sh -c "$2" > /dev/null 2>&1; e=$(now); echo "row $1 $(awk "BEGIN { print $e - $s }")"; }
for i in 1 2 3; do
    echo 3 > /proc/sys/vm/drop_caches
    row read-512M 'dd if=/dev/vda of=/dev/null bs=1M'
    row read-4K-10000 'dd if=/dev/vda of=/dev/null bs=4k count=10000 iflag=direct'
    row write-4K-5000 'dd if=/dev/zero of=/dev/vda bs=4k count=5000 oflag=direct'
    row http-200M 'wget -O /dev/null http://10.0.2.2:8099/file'
    row ping-2000 'ping -c 2000 -A 10.0.2.2'
done
GUEST
for transport in mmio pci mmio pci; do
    echo "$transport"
    ./armillary boot --cpus 2 --memory 256M --kernel "$small/Image" --initrd "$small/initrd-modules.gz" --transport $transport --disk "$work/disk" --net user \
        --append "console=ttyAMA0 quiet armillary.run64=$(base64 -w0 "$work/guest")" --timeout 300 | grep '^row '
done
