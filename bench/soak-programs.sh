#!/usr/bin/env bash
# bench/soak jits|selfmodify: programs that make and change code, in Debian, with every tier in turn. docs/howto/soak.md
set -uo pipefail
here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname -- "$here")
what=$1
shift
minutes=30 tiers=1,2,default,interpreter cpus=2 only=
[[ $what == jits ]] && names=node,java,dotnet || names=selfmodify

usage() {
    echo "usage: bench/soak $what [--minutes N] [--tiers 1,2,default,interpreter] [--cpus N] [--only $names] [-- OPTION...]     N: minutes for each tier; OPTION: of './armillary run'" >&2
    exit 2
}

while (($#)); do
    case $1 in
        --minutes) [[ ${2:-} =~ ^[1-9][0-9]{0,3}$ ]] || usage ;;&
        --cpus) [[ ${2:-} =~ ^[1-9][0-9]?$ ]] || usage ;;&
        --tiers) [[ ${2:-} =~ ^(1|2|default|interpreter)(,(1|2|default|interpreter))*$ ]] || usage ;;&
        --only) [[ ${2:-} ]] || usage ;;&
        --minutes | --cpus | --tiers | --only)
            declare "${1#--}=$2"
            shift 2
            ;;
        --)
            shift
            break
            ;;
        *) usage ;;
    esac
done

IFS=, read -ra programs <<<"${only:-$names}"
IFS=, read -ra choices <<<"$tiers"
for name in "${programs[@]}"; do
    [[ ,$names, == *",$name,"* ]] || usage
done

"$root/armillary" --version >/dev/null || exit 2
logs=$root/artifacts/soak/$(date +%Y%m%d-%H%M%S)-$what
mkdir -p "$logs/files"
trap 'echo "soak: interrupted" >&2; exit 130' INT TERM

image=debian
if [[ $what == jits ]]; then
    image=debian-jits
    "$root/armillary" image list | grep -q "^$image\b" ||
        "$here/compare" image $image nodejs openjdk-21-jdk-headless mono-runtime mono-mcs libmono-system-core4.0-cil >/dev/null || exit 2
    cp "$here/guest/jits.js" "$here/guest/Jits.java" "$here/guest/jits-dotnet/Jits.cs" "$logs/files"
    if [[ ,${only:-$names}, == *,dotnet,* ]] && ! dotnet publish "$here/guest/jits-dotnet" -c Release -r linux-arm64 --self-contained -v quiet \
        "-p:PublishDir=$logs/files/dotnet/" >"$logs/publish.log" 2>&1; then
        echo "soak: .NET's runtime for linux-arm64 cannot be restored ($(grep -om 1 'NU[0-9]*' "$logs/publish.log")): Mono runs the program in its place"
        rm -rf "$logs/files/dotnet"
    fi
else
    aarch64-linux-gnu-gcc -std=gnu17 -O2 -Wall -Wextra -pthread -static -o "$logs/files/selfmodify" "$here/guest/selfmodify.c" || exit 2
fi

# What the guest runs for a program. $1: the program, $2: seconds.
command_of() {
    case $1 in
        selfmodify) echo "./selfmodify $2 $RANDOM" ;;
        node) echo "node jits.js $2" ;;
        java) echo "java -Xmx512m Jits.java $2" ;;
        dotnet) [[ -d $logs/files/dotnet ]] && echo "./dotnet/Jits $2" || echo "mcs -out:Jits.exe Jits.cs && mono Jits.exe $2" ;;
    esac
}

failed=0
declare -A first
for choice in "${choices[@]}"; do
    case $choice in
        1 | 2) options=(--tier "$choice") ;;
        interpreter) options=(--engine interpreter) ;;
        *) options=() ;;
    esac
    for name in "${programs[@]}"; do
        # The interpreter's run is short: what it does in a second is little, and it is what the others are compared with.
        seconds=$((minutes * 60 / ${#programs[@]}))
        [[ $choice == interpreter ]] && seconds=$((seconds > 20 ? 20 : seconds))
        log=$logs/$name-$choice.log start=$SECONDS
        tar -C "$logs/files" -cf - . | timeout --kill-after=10 $((seconds + 3000)) "$root/armillary" run $image "${options[@]}" --cpus "$cpus" --memory 2G \
            "$@" -- sh -c "mkdir /tmp/soak && cd /tmp/soak && tar xf - && { $(command_of "$name" $seconds); }" >"$log" 2>&1
        status=$?
        last=$(tail -n 1 "$log" | tr -d '\r')
        sums=$(grep -o 'first.*' <<<"$last" | grep -oE '\b[0-9a-f]{6,}\b' | tr '\n' ' ')
        : "${first[$name]:=$sums}"
        verdict=passed
        ((status == 0)) && [[ $last == *" ok" ]] || verdict="FAILED with status $status"
        [[ ${first[$name]} == "$sums" ]] || verdict="FAILED: other sums than before (${first[$name]})"
        [[ $verdict == passed ]] || ((failed += 1))
        echo "$name, tier $choice, $cpus CPUs, $((SECONDS - start)) s: $verdict: $last"
    done
done

rm -rf "$logs/files"
((failed)) && echo "soak: $failed failed; the output of all is in $logs" >&2
((failed == 0))
