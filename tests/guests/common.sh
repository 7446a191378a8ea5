# What the scripts of this folder share: fetching, assembling, and running a guest with either emulator. Sourced by them, with 'name' set.
# shellcheck shell=bash
set -uo pipefail
# Where a user's shell does not look, but mke2fs and sfdisk lie.
PATH=$PATH:/usr/sbin:/sbin
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/armillary/guests/$name
work=$(mktemp -d "${TMPDIR:-/tmp}/armillary-$name.XXXXXX") || exit 2
trap 'stop_emulator; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
emulator_pid=

# The reason why nothing can be said of the guest, and exit status 2; a guest that fails ends with 'failed' and 1.
cannot() {
    echo "$name: $*" >&2
    exit 2
}

failed() {
    echo "$name: $*" >&2
    echo "$name: the last lines of the console:" >&2
    tail -n "${console_lines:-25}" "$console" | tr -d '\r' >&2
    exit 1
}

# need FILE PACKAGE: a program of the host, installed if it is missing.
need() {
    command -v "$1" >/dev/null || [[ -e $1 ]] && return
    echo "$name: installing $2" >&2
    local sudo=
    [[ $(id -u) == 0 ]] || sudo="sudo -n"
    $sudo apt-get install -qq -y --no-install-recommends "$2" >/dev/null 2>&1 ||
        { $sudo apt-get update -qq >/dev/null 2>&1 && $sudo apt-get install -qq -y --no-install-recommends "$2" >/dev/null 2>&1; }
    command -v "$1" >/dev/null || [[ -e $1 ]] || cannot "$1 is needed and its package $2 cannot be installed"
}

fetch() {
    local log=$work/fetch.log
    "$root/bench/compare" "$@" 2>"$log" || cannot "bench/compare $1: $(grep -a '^compare:' "$log" | tail -n 1 | cut -d ' ' -f 2-)"
}

# unpack FOLDER PACKAGE...: Debian's arm64 packages with all that they depend on, as a tree without what only people read.
unpack() {
    local folder=$1 file files
    shift
    files=$(fetch packages "$@") || exit 2
    mkdir -p "$folder"/{usr/{bin,sbin,lib},dev,etc,proc,run,sys,tmp,var,root,mnt}
    local link
    for link in bin sbin lib; do
        ln -sfn usr/$link "$folder/$link"
    done
    while read -r file; do
        dpkg-deb --fsys-tarfile "$file" | tar -x -C "$folder" --keep-directory-symlink --no-same-owner \
            --exclude './usr/share/doc/*' --exclude './usr/share/man/*' --exclude './usr/share/locale/*' --exclude './usr/share/info/*' ||
            cannot "$file cannot be unpacked"
    done <<<"$files"
    rm -rf "$folder"/var/{run,lock}
    ln -s ../run "$folder/var/run"
    ln -s ../run/lock "$folder/var/lock"
}

# made: whether the guest was assembled by this version of 'assemble'; otherwise its folder is empty afterwards, and this script's alone until 'made_now'.
# Who runs a guest keeps it as it is until the end.
made() {
    mkdir -p "${cache%/*}"
    exec 9>"$cache.lock"
    flock --shared 9
    made_by=$(declare -f unpack disk assemble trusted_firmware flash 2>/dev/null | sha256sum)
    [[ ! ${update:-} ]] && is_made && return
    flock 9
    # Another script may have been first.
    [[ ! ${update:-} ]] && is_made && flock --shared 9 && return
    rm -rf "$cache"
    mkdir -p "$cache"
    return 1
}

is_made() {
    [[ -e $cache/made-by && $(<"$cache/made-by") == "$made_by" ]]
}

made_now() {
    echo "$made_by" >"$cache/made-by"
    flock --shared 9
}

# disk TREE FILE MEGABYTES: an ext4 disk with the tree on it.
disk() {
    truncate -s "$3M" "$2" && mke2fs -q -F -t ext4 -O ^has_journal,^metadata_csum -m 0 -d "$1" "$2" || cannot "mke2fs cannot make the disk $2"
}

words() {
    base64 -w 0 <<<"$1"
}

# CPU time of a process with all of its threads, in hundredths of a second; that of the last mark if it has ended. The program's name may hold spaces: fields are counted after it.
cpu_time() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null)
    [[ $stat ]] || {
        ((${#times[@]})) && echo "${times[-1]}" || echo 0
        return
    }
    stat=${stat##*) }
    # shellcheck disable=SC2086
    set -- $stat
    echo $((${12} + ${13}))
}

stop_emulator() {
    [[ $emulator_pid ]] && kill -KILL "$emulator_pid" 2>/dev/null
    emulator_pid=
}

# run LIMIT MARK COMMAND...: runs an emulator to its end. Its console goes to $console, and to stdout with --verbose. For each line that
# matches the extended regular expression MARK, 'marks' gets the line and 'times' the CPU time until then. Status: the emulator's; 124 after LIMIT s.
run() {
    local limit=$1 mark=$2 line pipe=$work/console.pipe deadline
    shift 2
    console=$work/console.log
    rm -f "$pipe"
    mkfifo "$pipe"
    : >"$console"
    marks=() times=()
    deadline=$((SECONDS + limit))
    "$@" </dev/null >"$pipe" 2>"$work/emulator.log" &
    emulator_pid=$!
    exec 8<"$pipe"
    while IFS= read -r -t $((deadline - SECONDS > 0 ? deadline - SECONDS : 1)) -u 8 line || { [[ $line ]] && ((SECONDS < deadline)); }; do
        line=${line//$'\r'/}
        printf '%s\n' "$line" >>"$console"
        [[ ${verbose:-} ]] && printf '%s\n' "$line"
        if [[ $line =~ $mark ]]; then
            marks+=("$line")
            times+=("$(cpu_time "$emulator_pid")")
        fi
        ((SECONDS >= deadline)) && break
    done
    exec 8<&-
    if ((SECONDS >= deadline)) && kill -0 "$emulator_pid" 2>/dev/null; then
        stop_emulator
        wait 2>/dev/null
        return 124
    fi
    wait "$emulator_pid"
    local status=$?
    emulator_pid=
    [[ -s $work/emulator.log ]] && sed "s/^/emulator: /" "$work/emulator.log" >>"$console"
    return $status
}

seconds() {
    printf '%d.%02d' $(($1 / 100)) $(($1 % 100))
}
