#!/bin/sh
# Runs every check of this project on both targets. The last line is `N passed, N failed, N
# skipped`: it counts the tests that cargo runs, and each other step as one. Each step writes its
# output to target/logs.
#
#     sh tests/all.sh           # everything
#     sh tests/all.sh clippy    # the steps whose name contains a word
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
. tests/scripts/toolchain.sh

only=${1-}
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

# run NAME COMMAND…: runs the command, and sets `log`, `seconds` and `status`. A warning is a
# failure.
run() {
    log=$logs/$(printf %s "$1" | tr -c 'A-Za-z0-9._-' '-').log
    shift
    _start=$(date +%s)
    timeout -k 10 1200 "$@" >"$log" 2>&1 </dev/null
    status=$?
    [ "$status" != 124 ] || echo "stopped after 1200 s" >>"$log"
    [ "$status" != 0 ] || ! grep -q '^warning' "$log" || status=warnings
    seconds=$(($(date +%s) - _start))
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
# not count as passed. More skips than `most`, or than passed tests, are a failure, because then
# something is wrong with the machine or the tests.
tests() {
    _name=$1
    wanted "$_name" || return 0
    run "$@"
    _skips=$(grep -Eo 'SKIP [A-Za-z0-9_:]+: .*' "$log" | sort -u | awk '!seen[$2]++')
    # An ignored test did not run either. An ignored example in the documentation is only text.
    _ignored=$(sed -n '/(line [0-9]*)/d; s/^test \(.*\) \.\.\. \(ignored.*\)/SKIP \1: \2/p' "$log")
    _p=$(($(sum passed) - $(count "$_skips")))
    _f=$(sum failed)
    _s=$(($(count "$_skips") + $(count "$_ignored")))
    # Something else than a test failed, for example because a program does not compile or a warning
    # was printed.
    [ "$status" = 0 ] || [ "$_f" != 0 ] || _f=1
    if [ "$_s" -gt "$most" ] || [ "$_s" -gt "$_p" ]; then
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

sh tests/scripts/qemu.sh >"$logs/qemu.log" 2>&1 </dev/null ||
    echo "no qemu or no kernels, so that tests/boot.rs skips: $(tail -n 1 "$logs/qemu.log")"

# A release that decodes other calls than the machine's strace.
strace=$(sh tests/scripts/strace.sh trixie 2>"$logs/strace.log" </dev/null) || strace=

no_std='' no_32bit=''
ensure_std "$I686" || no_std="no standard library for $I686: run rustup target add $I686"
runs_32bit || no_32bit="no 32-bit program links and runs (Debian: gcc-multilib): $(tail -n 1 "$logs/32bit.log")"

# --- both targets -------------------------------------------------------------------------------------

rustc --version
step 'fetch, Cargo.lock up to date' cargo fetch --locked
for manifest in Cargo.toml benches/Cargo.toml benches/*/Cargo.toml fuzz/Cargo.toml tests/*/Cargo.toml; do
    step "fmt, $manifest" cargo fmt --manifest-path "$manifest" --check
done

# Suites that build programs of their own, or read only what no feature or profile changes. They run
# once for each target and compiler. The suites in `programs` run again with flags that change the
# programs.
programs='--test selftest --test wire'
once=" abi architecture boot calls codegen coverage downstream freestanding gate instructions paths two_versions $programs "
others=--lib
for test in tests/*.rs tests/*/main.rs; do
    test=${test#tests/} test=${test%.rs} test=${test%/main}
    case $once$test in *" $test "* | *'*'*) continue ;; esac
    others="$others --test $test"
done

for target in x86_64 i686; do
    case $target in
        x86_64) cargo=cargo triple=x86_64-unknown-linux-gnu int80='' unbuilt='' untested='' ;;
        i686)
            cargo='sh tests/scripts/i686.sh' triple=$I686 int80='--cfg trapgate_int80'
            unbuilt=$no_std untested=$no_32bit
            ;;
    esac
    # shellcheck disable=SC2086 # $cargo, $others and $programs are lists of words

    if [ -n "$unbuilt" ]; then
        skip "$target clippy, doc, test" "$unbuilt"
    else
        for features in '' std start mem panic-handler rt rt,std; do
            # The examples need `rt` and define a panic handler, which would collide with std's. The
            # other features only change the library.
            case $features in
                '' | rt) targets=--all-targets ;;
                rt,std) targets='--lib --tests' ;;
                *) targets=--lib ;;
            esac
            step "$target clippy${features:+, $features}" \
                $cargo clippy $targets ${features:+--features $features} -- -D warnings
        done
        [ -z "$int80" ] || step "$target clippy, int80 alone" \
            env RUSTFLAGS="$int80" $cargo clippy --all-targets --features rt -- -D warnings
        for features in '' rt,std; do
            step "$target doc${features:+, $features}" \
                env RUSTDOCFLAGS='-D warnings' $cargo doc --no-deps ${features:+--features $features}
        done
        step "$target examples" $cargo build --release --features rt --examples
    fi

    if [ -n "$untested" ]; then
        skip "$target test" "$untested"
        continue
    fi
    if [ -z "$unbuilt" ]; then
        tests "$target test" $cargo test --no-fail-fast
        tests "$target test, std" $cargo test --no-fail-fast --features std $others
        tests "$target test, rt, release" $cargo test --no-fail-fast --release --features rt $others
        name="$target test, wire with strace of trixie"
        if [ -n "$strace" ]; then
            tests "$name" env STRACE="$strace" $cargo test --test wire
        else
            skip "$name" "$(tail -n 1 "$logs/strace.log")"
        fi
        [ -z "$int80" ] || tests "$target test, int80 alone" \
            env RUSTFLAGS="$int80" $cargo test --no-fail-fast $others $programs
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
        tests "$name" $msrv test --no-fail-fast
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

printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
