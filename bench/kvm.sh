#!/usr/bin/env bash
# bench/compare kvm: the inner machine of tests/guests/kvm with both emulators in turn. docs/howto/kvm-inside.md
set -uo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
rounds=3
if [[ ${1:-} == --rounds ]]; then
    [[ ${2:-} =~ ^[1-9][0-9]?$ ]] || {
        echo "usage: bench/compare kvm [--rounds N] [OPTION...]     OPTION: of tests/guests/kvm" >&2
        exit 2
    }
    rounds=$2
    shift 2
fi

if [[ " $* " == *" --all "* ]]; then
    echo "compare: kvm: one case at a time; expected no --all" >&2
    exit 2
fi

declare -A all inner
for ((round = 1; round <= rounds; round++)); do
    for emulator in armillary qemu; do
        line=$("$root/tests/guests/kvm" --emulator $emulator "$@") || exit
        [[ $line =~ pages:\ ([0-9.]+)\ s\ .*\ line,\ ([0-9.]+)\ s\  ]] || {
            echo "compare: kvm: no times in '$line'" >&2
            exit 1
        }
        all[$emulator]+=" ${BASH_REMATCH[1]}" inner[$emulator]+=" ${BASH_REMATCH[2]}"
        echo "round $round, $emulator: ${BASH_REMATCH[1]} s, the inner machine ${BASH_REMATCH[2]} s" >&2
    done
done

median() {
    tr ' ' '\n' <<<"$1" | grep . | sort -n | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

row() {
    awk -v what="$1" -v ours="$(median "$2")" -v theirs="$(median "$3")" 'BEGIN { printf "| %s | %.2f | %.2f | %.2f |\n", what, ours, theirs, ours / theirs }'
}

echo "| host CPU seconds, median of $rounds | Armillary | QEMU | ratio |"
echo "|---|---|---|---|"
row "to the inner line" "${all[armillary]}" "${all[qemu]}"
row "from the inner machine's start" "${inner[armillary]}" "${inner[qemu]}"
