# shellcheck shell=bash
# What every command in bin/ stands on: where the project is, how to say things, how to build a preset.
# Source it first; it moves into the project's folder, so that a command works from anywhere.
set -euo pipefail
export LC_ALL=C.UTF-8
# Ctrl-C ends a command, whatever the program that it waits for makes of it.
trap 'exit 130' INT

# shellcheck disable=SC2034  # used by the commands
called_from=$PWD
top=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
cd -- "$top"
# Where the program looks for its protocols, content and static files, from wherever it is called.
export EVENHAND_HOME=$top

say() { printf '%s\n' "$*" >&2; }

# Could not run: one sentence, exit 2 (exit 1 is kept for "a check failed").
die() {
    say "$(basename -- "$0"): $*"
    exit 2
}

# Git refuses a folder of another owner (root in a user's clone); the command line may vouch for this one.
in_git() { git -c safe.directory="$top" "$@"; }

# As many compilers as there are cores, but never more than one for each GB of memory:
# an HTTP translation unit takes 0.7 GB.
build_jobs() {
    local cores gigabytes
    cores=$(nproc)
    gigabytes=$(awk '/^MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
    if ((gigabytes < 1)); then gigabytes=1; fi
    if ((cores < gigabytes)); then echo "$cores"; else echo "$gigabytes"; fi
}

# configure PRESET: CMake reads a preset only when it configures, so a changed presets file configures anew.
configure() {
    local folder=build/$1
    if [[ -f $folder/build.ninja ]] && cmp -s CMakePresets.json "$folder/presets.seen"; then return; fi
    mkdir -p "$folder"
    if ! cmake --preset "$1" >"$folder/configure.log" 2>&1; then
        tail -n 40 "$folder/configure.log" >&2
        die "CMake could not configure preset $1 (all of it is in $folder/configure.log)."
    fi
    cp CMakePresets.json "$folder/presets.seen"
}

# build PRESET [TARGET…]
build() {
    local preset=$1
    shift
    configure "$preset"
    NINJA_STATUS="[$preset %f/%t %es] " ninja -C "build/$preset" -j "$(build_jobs)" "$@" |
        sed -u '/^ninja: Entering directory/d;/^ninja: no work to do/d' >&2
}

# What the program is made from. A folder's own time-stamp changes when a file in it comes or goes.
program_inputs=(src cmake assets content protocols CMakeLists.txt CMakePresets.json package-lock.json)

# The release program and its static files, made first if absent or older than anything they are made from. Chained,
# not left to `set -e`, which is off where a caller asks whether this succeeded.
release_program=$top/build/release/evenhand
ensure_release() {
    local stamp=build/release/built.stamp
    if [[ -x $release_program && -f $stamp && -z $(newer_than "$stamp") ]]; then return; fi
    bin/setup run && mkdir -p build/release && touch build/release/building.stamp &&
        bin/assets && build release evenhand && mv build/release/building.stamp "$stamp"
}

newer_than() {
    local input existing=()
    for input in "${program_inputs[@]}"; do
        if [[ -e $input ]]; then existing+=("$input"); fi
    done
    find "${existing[@]}" -newer "$1" -print -quit
}
