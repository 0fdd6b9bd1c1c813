#!/bin/sh
# Runs every check of this project on both targets. The last two lines are the time of the run and
# `N passed, N failed, N skipped`: it counts the tests that cargo runs, and each other step as one.
# Each step writes its output to target/logs.
#
#     sh tests/all.sh           # everything
#     sh tests/all.sh clippy    # the steps whose name contains a word
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
. tests/scripts/toolchain.sh

only=${1-} begun=$(date +%s)
logs=target/logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0
export CARGO_TERM_COLOR=never

# How many tests a step may skip: SKIPS, or a number that fits this machine. If it cannot mount
# anything, more tests cannot run.
if [ "$(readlink /proc/self/ns/user)" = 'user:[4026531837]' ] && unshare -m true 2>/dev/null; then
    most=${SKIPS:-60}
else
    most=${SKIPS:-150}
fi

# --- counting -----------------------------------------------------------------------------------------

# wanted NAME: succeeds if this step was asked for.
wanted() {
    case $1 in *"$only"*) return 0 ;; esac
    return 1
}

# skip NAME WHY
skip() {
    wanted "$1" || return 0
    skipped=$((skipped + 1))
    printf 'SKIP %s: %s\n' "$1" "$2"
}

# log_of NAME: prints the path of its log.
log_of() {
    printf '%s/%s.log' "$logs" "$(printf %s "$1" | tr -c 'A-Za-z0-9._-' '-')"
}

# timed LOG COMMAND…: runs the command, and writes its status and its seconds to LOG.end.
timed() {
    _log=$1 _start=$(date +%s)
    shift
    timeout -k 10 1200 "$@" >"$_log" 2>&1 </dev/null
    echo $? $(($(date +%s) - _start)) >"$_log.end"
}

# start NAME COMMAND…: starts a step that runs beside the next ones.
start() {
    wanted "$1" || return 0
    _log=$(log_of "$1")
    shift
    timed "$_log" "$@" &
}

# run NAME [COMMAND…]: runs the command, and sets `log`, `seconds` and `status`. A warning is a
# failure. Without a command, it waits for the steps that `start` has started.
run() {
    log=$(log_of "$1")
    shift
    if [ $# = 0 ]; then wait; else timed "$log" "$@"; fi
    read -r status seconds <"$log.end"
    [ "$status" != 124 ] || echo "stopped after 1200 s" >>"$log"
    [ "$status" != 0 ] || ! grep -q '^warning' "$log" || status=warnings
}

# what_failed: prints why a step failed: the messages of the failed tests, or the end of its log.
what_failed() {
    _words=$(sed -n '/^failures:$/,/^test result:/p' "$log" | head -n 60)
    if [ -n "$_words" ]; then printf '%s\n' "$_words"; else tail -n 60 "$log"; fi
}

# report NAME WHAT: prints the step's line, and if it failed, why.
report() {
    if [ "$status" = 0 ]; then
        printf 'ok   %4d s  %s%s\n' "$seconds" "$1" "$2"
    else
        printf 'FAIL %4d s  %s%s (%s, %s)\n' "$seconds" "$1" "$2" "$status" "$log"
        what_failed | sed 's/^/    | /'
    fi
}

# step NAME COMMAND…: runs a step that counts as one.
step() {
    _name=$1
    wanted "$_name" || return 0
    run "$@"
    if [ "$status" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    report "$_name" ''
}

# sum WORD: adds up the numbers before WORD in cargo's result lines.
sum() {
    sed -n "s/.*test result:.* \([0-9][0-9]*\) $1;.*/\1/p" "$log" | awk '{ n += $1 } END { print n + 0 }'
}

# count LINES
count() {
    [ -z "$1" ] && echo 0 || printf '%s\n' "$1" | grep -c ''
}

# tests NAME COMMAND…: runs cargo and counts its tests. A test that printed `SKIP test: why` does
# not count as passed, unless it names one function of many that a test has traced. More skips than
# `most`, or more skipped than passed tests, are a failure, because then something is wrong with the
# machine or the tests.
tests() {
    _name=$1
    wanted "$_name" || return 0
    run "$@"
    _skips=$(grep -Eo 'SKIP [A-Za-z0-9_:]+: .*' "$log" | sort -u | awk '!seen[$2]++')
    # An ignored test did not run either. An ignored example in the documentation is only text.
    _ignored=$(sed -n '/(line [0-9]*)/d; s/^test \(.*\) \.\.\. \(ignored.*\)/SKIP \1: \2/p' "$log")
    _not_run=$(count "$(printf '%s\n' "$_skips" | grep -v '^SKIP wire::[a-z]*::')")
    _p=$(($(sum passed) - _not_run))
    _f=$(sum failed)
    _s=$(($(count "$_skips") + $(count "$_ignored")))
    # Something else than a test failed, for example because a program does not compile or a warning
    # was printed.
    [ "$status" = 0 ] || [ "$_f" != 0 ] || _f=1
    if [ "$_s" -gt "$most" ] || [ "$_not_run" -gt "$_p" ]; then
        _f=$((_f + 1)) status="skips: at most $most, and no more than pass"
    fi
    printf '%s\n' "$_skips" "$_ignored" | sed -n "s/^SKIP /SKIP $_name, /p"
    passed=$((passed + _p)) failed=$((failed + _f)) skipped=$((skipped + _s))
    report "$_name" ": $_p passed, $_f failed, $_s skipped"
}

# --- what the machine lacks ---------------------------------------------------------------------------

runs_32bit() {
    echo 'int main(void) { return 0; }' | cc -m32 -x c - -o "$logs/32bit" 2>"$logs/32bit.log" &&
        "$logs/32bit" 2>>"$logs/32bit.log"
}

# Prints the Debian packages that are missing, each recognised by a file or program.
missing() {
    command -v cc >/dev/null || echo gcc
    runs_32bit || echo gcc-multilib
    echo 'int main() {}' | c++ -m32 -x c++ - -o "$logs/c++" 2>"$logs/c++.log" || echo g++-multilib
    command -v clang >/dev/null || echo clang
    command -v strace >/dev/null || echo strace
    command -v gdb >/dev/null || echo gdb
    command -v valgrind >/dev/null || echo valgrind
    # mkfs.btrfs is in /usr/sbin, which not every PATH contains.
    PATH=$PATH:/usr/sbin:/sbin command -v mkfs.btrfs >/dev/null || echo btrfs-progs
    PATH=$PATH:/usr/sbin:/sbin command -v mkfs.ext4 >/dev/null || echo e2fsprogs
}

lacking=$(missing | tr '\n' ' ')
if [ -n "$lacking" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $lacking"
    {
        # A single outdated list on a mirror makes the update fail, but is no reason to stop.
        apt-get update || :
        # shellcheck disable=SC2086 # a list of words
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $lacking
    } >"$logs/install.log" 2>&1 </dev/null || tail -n 3 "$logs/install.log"
    lacking=$(missing | tr '\n' ' ')
fi
[ -z "$lacking" ] || echo "not installed, so that some tests skip: $lacking"

no_qemu=''
sh tests/scripts/qemu.sh >"$logs/qemu.log" 2>&1 </dev/null ||
    no_qemu="no qemu or no kernels: $(tail -n 1 "$logs/qemu.log")"

# A release that decodes other calls than the machine's strace.
strace=$(sh tests/scripts/strace.sh trixie 2>"$logs/strace.log" </dev/null) || strace=

no_std='' no_32bit=''
ensure_std "$I686" || no_std="no standard library for $I686: run rustup target add $I686"
runs_32bit || no_32bit="no 32-bit program links and runs (Debian: gcc-multilib): $(tail -n 1 "$logs/32bit.log")"

# --- both targets -------------------------------------------------------------------------------------

rustc --version
step 'fetch, Cargo.lock up to date' cargo fetch --locked
step 'fmt' sh -c 'for manifest; do cargo fmt --manifest-path "$manifest" --check || exit; done' - \
    Cargo.toml benches/Cargo.toml benches/*/Cargo.toml fuzz/Cargo.toml tests/*/Cargo.toml \
    tests/downstream/*/Cargo.toml tests/size/*/Cargo.toml

# The suites that run again in optimised code, and on i686 again with `int 0x80` as the only path.
optimised='--lib --test api --test backend --test mem --test records --test vdso'
int80='--lib --test api --test backend --test selftest --test vdso --test wire'
# What the oldest compiler runs: the calls, and the tests of the code that it generates.
oldest='--lib --test api --test architecture --test codegen --test instructions'

# on TARGET: sets what is known about it.
on() {
    target=$1 unbuilt='' untested=''
    case $target in
        x86_64) cargo=cargo triple=x86_64-unknown-linux-gnu tmp=target/tmp ;;
        i686)
            cargo='sh tests/scripts/i686.sh' triple=$I686 tmp=target/i686/$I686/tmp
            unbuilt=$no_std untested=$no_32bit
            ;;
    esac
}

# These tests wait for machines in qemu, which use one processor each.
for target in x86_64 i686; do
    on "$target"
    [ -n "$unbuilt$untested$no_qemu" ] ||
        start "$target test, boot" env RUST_TEST_THREADS=1 $cargo test --no-fail-fast --test boot
done

for target in x86_64 i686; do
    on "$target"
    # shellcheck disable=SC2086 # $cargo and the names of suites are lists of words

    if [ -n "$unbuilt" ]; then
        skip "$target clippy, doc, test" "$unbuilt"
    else
        # The examples define a panic handler, which would collide with std's.
        step "$target clippy, rt" $cargo clippy --lib --examples --features rt -- -D warnings
        step "$target clippy, rt,std" $cargo clippy --lib --tests --features rt,std -- -D warnings
        # These find an item that needs another feature. The tests build the library without any.
        for feature in std start mem panic-handler; do
            step "$target check, $feature" $cargo check --lib --features $feature
        done
        [ $target != i686 ] || step "$target clippy, int80 alone" \
            env RUSTFLAGS='--cfg trapgate_int80' \
            $cargo clippy --lib --examples --test backend --features rt -- -D warnings
        for features in '' rt,std; do
            step "$target doc${features:+, $features}" \
                env RUSTDOCFLAGS='-D warnings' $cargo doc --no-deps ${features:+--features $features}
        done
        # In the folder in which the tests look for them.
        step "$target examples" env CARGO_TARGET_DIR="$root/$tmp/programs" \
            $cargo build --release --features rt --examples --target "$triple"
    fi

    if [ -n "$untested" ]; then
        skip "$target test" "$untested"
        continue
    fi
    if [ -z "$unbuilt" ]; then
        tests "$target test" $cargo test --no-fail-fast -- --skip boot::
        # Overflow checks find what the debug build would find in the records and images that only
        # the release build reads.
        tests "$target test, rt,std, release" env CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true \
            $cargo test --no-fail-fast --release --features rt,std $optimised
        name="$target test, wire with strace of trixie"
        if [ -n "$strace" ]; then
            tests "$name" env STRACE="$strace" $cargo test --test wire
        else
            skip "$name" "$(tail -n 1 "$logs/strace.log")"
        fi
        [ $target != i686 ] || tests "$target test, int80 alone" \
            env RUSTFLAGS='--cfg trapgate_int80' $cargo test --no-fail-fast $int80
        tests "$target test, backend without PIC" \
            env RUSTFLAGS='-C relocation-model=static' $cargo test --test backend
        name="$target test, backend with LTO and AVX"
        if grep -qw avx2 /proc/cpuinfo; then
            # The backtrace test looks for names that with LTO are only in the debug information.
            tests "$name" env RUSTFLAGS='-C target-cpu=haswell' CARGO_PROFILE_RELEASE_LTO=true \
                CARGO_PROFILE_RELEASE_DEBUG=1 $cargo test --release --test backend
        else
            skip "$name" 'this processor has no AVX2'
        fi
    fi

    name="$target test, rustc $MSRV"
    wanted "$name" || wanted "$name, compiler-builtins-mem" || continue
    if why=$(use_msrv "$triple" >"$logs/msrv.log" 2>&1 || echo "$msrv_why") && [ -z "$why" ]; then
        msrv="env CARGO_BUILD_TARGET=$triple sh tests/scripts/msrv.sh"
        step "$name, check" $msrv check --tests --examples --features rt
        tests "$name" $msrv test --no-fail-fast $oldest
        for profile in dev release; do
            step "$name, compiler-builtins-mem, $profile" env RUSTC_BOOTSTRAP=1 \
                $msrv run --locked --profile $profile --manifest-path tests/compiler_builtins/Cargo.toml
        done
    else
        skip "$name" "$why"
    fi
done

step 'oldest dependencies' sh tests/scripts/minimal.sh

# The benchmarks are compiled but not run, because a measured time proves nothing.
step 'benches, clippy' cargo clippy --manifest-path benches/Cargo.toml --all-targets -- -D warnings
step 'size' sh tests/size.sh

for target in x86_64 i686; do
    on "$target"
    why=${unbuilt:-${untested:-$no_qemu}}
    if [ -n "$why" ]; then skip "$target test, boot" "$why"; else tests "$target test, boot"; fi
done

seconds=$(($(date +%s) - begun))
printf '\n%s min %s s\n' $((seconds / 60)) $((seconds % 60))
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
