#!/bin/sh
# Runs the suites whose results may depend on the kernel (`api`, `wire`, `vdso`, `backend` and
# `selftest`) on the kernels of several Debian releases, in qemu, and prints a row for each kernel
# and target. A row fails if a suite does not end, runs fewer tests than it has, has a failed test,
# or skips more tests than tests/kernels/list allows. A kernel that cannot be downloaded is skipped,
# and the reason is printed.
#
#     sh tests/kernels.sh                     # every kernel of the list
#     sh tests/kernels.sh 6.12                # the kernels of one release
#     sh tests/kernels.sh 6.1-686-pae 'api'   # some of the suites on one kernel
#
# Everything is kept under target/kernels. Without that folder, the newest packages are downloaded
# again. A 64-bit kernel takes 4 to 9 minutes on two cores. Root is not needed.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
dir=$root/target/kernels
. tests/scripts/toolchain.sh
. tests/kernels/get.sh
. tests/kernels/boot.sh

only=${1-}
# In the order of the limits in tests/kernels/list.
ALL='api wire vdso backend selftest'
suites=${2:-$ALL}
PATH=$PATH:/usr/sbin:/sbin:$root/target/boot/bin
logs=$root/target/logs
export CARGO_TERM_COLOR=never
mkdir -p "$dir" "$logs"
# Each run reads each package list at most once.
rm -f "$dir"/apt/*/read
failed=0 passed=0

# build TARGET TRIPLE CARGO…: builds the tests and the program that they start, and copies them to
# `dir`/TARGET under their own paths. Writes a line for each suite to `dir`/TARGET.suites: its name,
# the target and the file.
build() {
    _target=$1 _triple=$2
    shift 2
    echo "building the tests of $_target" >&2
    rm -rf "${dir:?}/$_target" "$dir/$_target.suites"
    # shellcheck disable=SC2086 # a list of words
    _tests=$(printf -- '--test %s ' $suites)
    # shellcheck disable=SC2086 # a list of words
    "$@" test --no-run $_tests 2>"$dir/built" || { cat "$dir/built" >&2; return 1; }
    for _program in $(sed -n 's/.*Executable.*(\(.*\))$/\1/p' "$dir/built"); do
        case $_program in /*) ;; *) _program=$root/$_program ;; esac
        _suite=${_program##*/}
        echo "${_suite%-*} $_target $_program" >>"$dir/$_target.suites"
        copy "$dir/$_target" "$_program" || return 1
    done
    # tests/support/program.rs would build this program, but there is no cargo in qemu.
    _examples=${_program%/*/*/*}/tmp/programs
    for _profile in dev release; do
        CARGO_TARGET_DIR=$_examples "$@" build -q --features rt --example selftest \
            --profile $_profile --target "$_triple" || return 1
    done
    for _program in "$_examples/$_triple"/*/examples/selftest; do
        copy "$dir/$_target" "$_program" || return 1
    done
}

# skip WHAT: prints that WHAT is skipped, and the reason, which is in `why`.
skip() {
    printf 'SKIP %s: %s\n' "$1" "$why"
}

# row KERNEL TARGET LOG LIMIT…: prints the results of one target that the console in LOG shows.
row() {
    _kernel=$1 _target=$2 _log=$3
    shift 3
    if _row=$(tr -d '\r' <"$_log" | awk -f tests/kernels/row.awk \
        -v target="$_target" -v suites="$suites" -v all="$ALL" -v limits="$*"); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
    printf '%-18s %-7s %s\n' "$_kernel" "$_target" "$_row"
}

sh tests/scripts/qemu.sh >"$logs/qemu.log" 2>&1 </dev/null
if ! command -v qemu-system-x86_64 >/dev/null; then
    why="no qemu: $(tail -n 1 "$logs/qemu.log")"
    skip 'every kernel'
    exit 1
fi
build x86_64 x86_64-unknown-linux-gnu cargo || exit 1
# A 64-bit kernel runs programs of both targets.
both=x86_64
if ensure_std "$I686"; then
    build i686 "$I686" sh tests/scripts/i686.sh || exit 1
    both='x86_64 i686'
fi

printf '%-18s %-7s' 'passed/failed/' 'skipped'
# shellcheck disable=SC2086 # a list of words
printf ' %-10s' $suites
printf '\n'
while read -r name arch release limits <&3; do
    case $name in '#'* | '') continue ;; esac
    case $name in "${only:-$name}" | "$only"-*) ;; *) continue ;; esac
    case $arch in i386) targets=i686 ;; *) targets=$both ;; esac
    why="this compiler has no standard library for $I686"
    if [ "$targets$both" = i686x86_64 ] || ! get_programs amd64 || ! get_programs "$arch" ||
        ! get_kernel "$name" "$arch" "$release"; then
        skip "$name"
        continue
    fi
    log=$logs/kernel-$name.log
    # If this fails, the log has the reason, and the rows fail.
    # shellcheck disable=SC2086 # a list of words
    make_disk "$name" "$arch" $targets >"$log" 2>&1 && boot "$log"
    # shellcheck disable=SC2086 # a list of words
    for target in $targets; do row "$name" "$target" "$log" $limits; done
done 3<tests/kernels/list
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
