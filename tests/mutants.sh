#!/bin/sh
# Reports how many mutants of src/ the tests notice, of COUNT mutants that SEED picks at random. A
# mutant can make any system call with any arguments. So this runs as an ordinary user, in user,
# mount, process, network, IPC and UTS namespaces of its own, and leaves out the functions that end
# processes or the machine.
#
#     sh tests/mutants.sh [COUNT [SEED]]    # 400 and 1 by default; JOBS=2 at a time
#
# It needs cargo-mutants. There are two passes:
#
# - The quick suites test every mutant. Each mutant has 60 s.
# - The slow suites test what the quick ones miss, one mutant at a time. Most slow suites build
#   programs, which can take minutes for each mutant, so only the suites that can see the
#   mutant's file run. Each mutant has 10 minutes.
#
# Mutants that both passes miss are printed; each is a test to write. Everything else is left in
# target/mutants. Mutants of src/arch/i686 are built for i686, all others for x86_64.
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
# A program that never ends, and prints all the time, would fill the memory of its test.
ulimit -t 200
rm -rf "$out"
mkdir -p "$out/tree"

# cargo-mutants does not look into `cfg_if!`. So the copy that it reads declares the modules of both
# targets a second time, where no compiler sees them.
tar -c --exclude=target --exclude=.git . | tar -x -C "$out/tree"
printf '#[cfg(any())]\nmod %s;\n' i686 x86_64 >>"$out/tree/src/arch/mod.rs"

cargo mutants --dir "$out/tree" --list --exclude-re 'reboot|kill|exit_group' >"$out/all"
awk -v seed="$seed" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' "$out/all" |
    sort | cut -f2- | head -n "$count" >"$out/picked"

# mutants NAME TRIPLE FILE SECONDS JOBS SUITE…: tests the mutants that FILE names, into $out/NAME.
mutants() {
    _name=$1 _triple=$2 _file=$3 _seconds=$4 _jobs=$5
    shift 5
    mkdir -p "$out/$_name"
    [ -s "$_file" ] || return 0
    _mutants=$(sed 's/[][\.*^$+?(){}|]/\\&/g' "$_file" | paste -sd '|' -)
    # For building and testing alike. Millions of damaged bytes cost more than they find.
    _suites=$(printf -- '--cargo-arg=%s ' --lib "$@")
    # Some tests fail if a program compiles with warnings, such as those about the unused arguments
    # of a mutant. That notices no behaviour.
    # shellcheck disable=SC2086 # a list of words
    CARGO_BUILD_TARGET=$_triple CARGO_NET_OFFLINE=true CARGO_PROFILE_TEST_DEBUG=0 \
        RUSTFLAGS="${RUSTFLAGS-} -Awarnings" \
        unshare --user --map-root-user --mount --pid --fork --kill-child --mount-proc \
        --net --ipc --uts \
        cargo mutants --dir "$out/tree" --output "$out/$_name" --re "^($_mutants)\$" \
        --features rt,std --timeout "$_seconds" --jobs "$_jobs" --no-shuffle \
        --colors never $_suites \
        -- -- --skip damaged:: --skip corpus:: >"$out/$_name/log" 2>&1 || [ $? -le 3 ] || {
        echo "$_name: the tests fail without a mutant, too: $out/$_name/log" >&2
        exit 1
    }
}

# found NAME WORD: the mutants of a run that ended so.
found() {
    # shellcheck disable=SC2086 # a pattern
    cat "$out"/$1/mutants.out/"$2".txt 2>/dev/null || :
}

# slow NAME TRIPLE PATTERN SUITE…: tests the missed mutants whose files match, and removes them
# from the list of missed ones.
slow() {
    _group=$2.$1 _for=$2 _pattern=$3
    shift 3
    grep -E "^src/($_pattern)" "$out/$_for.missed" >"$out/$_group" || :
    grep -vE "^src/($_pattern)" "$out/$_for.missed" >"$out/$_for.left" || :
    mv "$out/$_for.left" "$out/$_for.missed"
    mutants "$_group.slow" "$_for" "$out/$_group" 600 1 "$@"
}

# both TRIPLE OPTION: tests the picked mutants of src/arch/i686, or all others with the option -v.
both() {
    grep "$2" '^src/arch/i686/' "$out/picked" >"$out/$1.picked" || :
    mutants "$1.quick" "$1" "$out/$1.picked" 60 "${JOBS-2}" \
        --test=tables --test=records --test=vdso --test=abi --test=api
    found "$1.quick" missed >"$out/$1.missed"
    slow start "$1" 'rt/' --test=selftest --test=freestanding --test=downstream
    slow kernel "$1" 'auxv/|vdso/|arch/' --test=selftest --test=gate --test=calls \
        --test=backend
    slow topics "$1" '' --test=selftest --test=wire --test=calls
}
both x86_64-unknown-linux-gnu -v
both "$I686" -e

echo
found '*.slow' missed
count() {
    found "$1" "$2" | grep -c '' || :
}
printf '%s caught, %s timed out, %s missed, %s do not compile\n' "$(count '*' caught)" \
    "$(count '*' timeout)" "$(count '*.slow' missed)" "$(count '*.quick' unviable)"
