#!/bin/sh
# Tells how many mutants of src/ the tests notice: of COUNT, picked at random by SEED. A mutant can make any system call
# with any arguments, so this runs as an ordinary user, in user, mount, process, network, IPC and UTS namespaces of its
# own, and leaves out the functions that end processes or the machine.
#
#     sh tests/mutants.sh [COUNT [SEED]]    # 400 and 1 by default; JOBS=2 at a time
#
# It needs cargo-mutants. Each mutant has 60 s. Those that the quick suites miss are tried again with the slow ones; what
# these miss, too, is printed, and is a test to write. Everything else is left in target/mutants. Mutants of src/arch/i686
# are built for i686, all others for x86_64.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
. tests/scripts/toolchain.sh

count=${1-400} seed=${2-1}
out=$root/target/mutants
if [ "$(id -u)" = 0 ]; then
    echo 'a mutant could harm the machine: run this as an ordinary user' >&2
    exit 1
fi
rm -rf "$out"
mkdir -p "$out"

cargo mutants --list --exclude-re 'reboot|kill|exit_group' >"$out/all"
awk -v seed="$seed" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' "$out/all" |
    sort | cut -f2- | head -n "$count" >"$out/picked"

# mutants NAME TRIPLE FILE SUITE…: tests the mutants that FILE names, into $out/NAME.
mutants() {
    _name=$1 _triple=$2 _file=$3
    shift 3
    mkdir -p "$out/$_name"
    [ -s "$_file" ] || return 0
    _mutants=$(sed 's/[][\.*^$+?(){}|]/\\&/g' "$_file" | paste -sd '|' -)
    # For building and testing alike. Millions of damaged bytes cost more than they find.
    _suites=$(printf -- '--cargo-arg=%s ' --lib "$@")
    # shellcheck disable=SC2086 # a list of words
    CARGO_BUILD_TARGET=$_triple CARGO_NET_OFFLINE=true CARGO_PROFILE_TEST_DEBUG=0 \
        unshare --user --map-root-user --mount --pid --fork --kill-child --mount-proc --net --ipc --uts \
        cargo mutants --output "$out/$_name" --re "^($_mutants)\$" --features rt,std --timeout 60 \
        --jobs "${JOBS-2}" --no-shuffle --colors never $_suites -- -- --skip damaged:: --skip corpus:: >"$out/$_name/log" 2>&1 ||
        [ $? -le 3 ] || tail -n 30 "$out/$_name/log"
}

# found NAME WORD: the mutants of a run that ended so.
found() {
    # shellcheck disable=SC2086 # a pattern
    cat "$out"/$1/mutants.out/"$2".txt 2>/dev/null || :
}

# both TRIPLE PATTERN OPTION: tests the picked mutants whose place (does not) match.
both() {
    grep "$3" "^src/arch/$2" "$out/picked" >"$out/$1.picked" || :
    mutants "$1.quick" "$1" "$out/$1.picked" --test=tables --test=records --test=vdso --test=api
    found "$1.quick" missed >"$out/$1.missed"
    mutants "$1.slow" "$1" "$out/$1.missed" --test=selftest --test=wire --test=calls --test=gate --test=mem \
        --test=backend --test=architecture --test=codegen --test=freestanding --test=downstream
}
both x86_64-unknown-linux-gnu i686/ -v
both "$I686" i686/ -e

echo
found '*.slow' missed
count() {
    found "$1" "$2" | grep -c '' || :
}
printf '%s caught, %s timed out, %s missed, %s do not compile\n' "$(count '*' caught)" "$(count '*' timeout)" \
    "$(count '*.slow' missed)" "$(count '*.quick' unviable)"
