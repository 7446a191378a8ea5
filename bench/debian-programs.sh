# Runs Debian's programs and prints, for each, "class debian NAME" and then "NAME CHECKSUM NANOSECONDS". Arguments: the names to run; all without.
only=" $* "
cd /tmp

# Runs the rest of the line as the program NAME; the checksum is that of what it prints.
measure() {
    name=$1
    shift
    case $only in "  " | *" $name "*) ;; *) return ;; esac
    echo "class debian $name"
    start=$(date +%s%N)
    "$@" > output 2>&1
    end=$(date +%s%N)
    echo "$name $(md5sum < output | cut -c1-8) $((end - start))"
}

# Throughput as time: nanoseconds for a gigabyte, or for a thousand signatures.
speed() {
    name=$1
    shift
    case $only in "  " | *" $name "*) ;; *) return ;; esac
    value=$(openssl speed -mr -seconds 1 "$@" 2> /dev/null | awk -F: '/^\+F:/ { print int(1e18 / $4) } /^\+F2:/ { print int(1e12 / $4) }')
    echo "class debian $name"
    echo "$name - ${value:-0}"
}

cat > numbers.py << 'EOF'
def primes(n):
    sieve = bytearray([1]) * n
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = bytes(len(range(i * i, n, i)))
    return sum(sieve[2:])

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def moved(self, d):
        return Point(self.x + d, self.y - d)

counts = {}
for i in range(150000):
    counts[str(i * 7919 % 10007)] = counts.get(str(i % 101), 0) + i
p = Point(0, 0)
for i in range(100000):
    p = p.moved(i & 3)
print(primes(200000), sum(counts.values()), p.x, p.y, sum(x * 0.5 for x in range(200000)))
EOF

cat > text.pl << 'EOF'
use strict;
my (%count, $text);
srand(1);
my $state = 12345;
for my $i (1 .. 120000) {
    $state = ($state * 1103515245 + 12345) & 0x7fffffff;
    my $word = "w" . ($state >> 8) % 5003;
    $count{$word}++;
    $text .= $word . ($i % 9 ? " " : "\n");
}
my $found = 0;
$found++ while $text =~ /\bw(\d)\d*\1\b/g;
my @top = (sort { $count{$b} <=> $count{$a} || $a cmp $b } keys %count)[0 .. 9];
(my $upper = $text) =~ s/w(\d+)/W<$1>/g;
print "$found @top ", length($upper), "\n";
EOF

cat > hash.js << 'EOF'
function mix(n) {
    let h = 0x811c9dc5;
    for (let i = 0; i < n; i++) h = Math.imul(h ^ (i & 255), 0x01000193) >>> 0;
    return h;
}
const map = new Map();
for (let i = 0; i < 200000; i++) map.set("k" + (i * 7919) % 10007, i);
const list = Array.from({ length: 100000 }, (_, i) => (i * 7919) % 100003).sort((a, b) => a - b);
let text = JSON.stringify({ list: list.slice(0, 20000), map: [...map].slice(0, 5000) });
console.log(mix(20000000), map.size, list[5000], JSON.parse(text).list.length, text.length);
EOF

cat > big.c << 'EOF'
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define F(n) static int f##n(int x) { int s = 0; for (int i = 0; i < x; i++) { switch ((i + n) % 5) { case 0: s += i * n; break; case 1: s ^= i << 2; break; case 2: s -= n; break; default: s += s >> 3; } } return s; }
#define T(n) F(n##0) F(n##1) F(n##2) F(n##3) F(n##4) F(n##5) F(n##6) F(n##7) F(n##8) F(n##9)
T(1) T(2) T(3) T(4) T(5) T(6)
int main(void) { printf("%d %d\n", f10(100) + f69(33), f45(17)); return 0; }
EOF

seq 1 400000 | awk '{ print $1, $1 * 7919 % 10007, "line of text" }' > lines

cat > queries.sql << 'EOF'
create table t (a integer primary key, b integer, c text);
with recursive n(i) as (select 1 union all select i + 1 from n where i < 60000)
  insert into t select i, i * 7919 % 10007, 'text ' || (i % 977) from n;
create index tb on t (b);
select count(*), sum(a), max(c) from t where b between 100 and 5000;
select c, count(*) as k from t group by c order by k desc, c limit 5;
select sum(x.a) from t x join t y on x.b = y.a where y.b < 1000;
EOF

compile() { gcc -O2 -o big big.c -lm && ./big; }
start_python() { for i in 1 2 3; do python3 -c 'print(1)'; done; }

measure python3 python3 numbers.py
measure python3-start start_python
measure perl perl text.pl
measure gcc compile
measure xz sh -c 'xz -2 -k -c lines | md5sum'
measure unxz sh -c 'xz -2 -k -c lines | xz -dc | md5sum'
measure gzip sh -c 'gzip -c lines | gzip -dc | md5sum'
measure sha256 sha256sum lines
measure sort sh -c 'sort -k2n lines | md5sum'
measure sqlite3 sqlite3 :memory: ".read queries.sql"
measure node node hash.js
speed openssl-sha256 -bytes 16384 -evp sha256
speed openssl-aes-gcm -bytes 16384 -evp aes-128-gcm
speed openssl-rsa2048 rsa2048
