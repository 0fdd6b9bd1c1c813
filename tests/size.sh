#!/bin/sh
# Prints the sizes in bytes of the examples, and of `hello` and `exit` as other libraries build
# them, on both targets. Each file has been run, and did what it should.
#
#   plain   cargo build --release --features rt
#   ld      smallest code (opt-level z, LTO, fixed addresses), GNU ld, no symbols
#   lld     the same with the toolchain's rust-lld and `-z nosectionheader`
#   cut     the same after `rust-objcopy --strip-sections`: what the kernel reads, and no byte more
#   PIC     as lld, with code that does not depend on its address
#
# int80 is i686 with `--cfg trapgate_int80`. Below the examples come these, if the machine has what
# builds them:
#
#   C       without libc (tests/size/hello.c, exit.c), `cc -Os -static -nostdlib`; on i686 it only
#           uses `int 0x80`
#   glibc   and musl: tests/size/libc, `cc -Os -static`, in the other columns without symbols
#   origin  tests/size/origin
#
# In the columns after `plain`, every program without libc has the flags and the linker script of
# the examples.
#
# tests/size/figures.tsv holds the columns lld and cut of the examples, and the compiler that built
# them. With that compiler, an example that differs from its figure has the difference next to it.
# TRAPGATE_BLESS=1 rewrites the file. The exit status is 1 if a program fails, or if `hello` or
# `exit` is larger than its figure. With another compiler, `hello` must stay below a fixed limit.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
. tests/scripts/toolchain.sh

dir=${CARGO_TARGET_DIR:-$root/target}/size
mkdir -p "$dir"
sysroot=$("${RUSTC:-rustc}" --print sysroot)
bin=$sysroot/lib/rustlib/$("${RUSTC:-rustc}" -vV | sed -n 's/^host: //p')/bin
[ -x "$bin/rust-lld" ] || bin=
script=$root/src/rt/trapgate.ld
failed=0
export CARGO_PROFILE_RELEASE_DEBUG=false

figures=$root/tests/size/figures.tsv
measured=$dir/figures.tsv
compiler="# $("${RUSTC:-rustc}" --version); $([ -z "$bin" ] || "$bin/rust-lld" -flavor gnu --version)"
printf '%s\ntarget\tprogram\tlld\tcut\n' "$compiler" >"$measured"
same=yes
if [ "${TRAPGATE_BLESS-}" = 1 ]; then
    same=
elif [ "$compiler" != "$(head -n 1 "$figures")" ]; then
    same=
    echo "not compared with tests/size/figures.tsv, which another compiler made"
fi

# works PROGRAM: runs the program, and succeeds if it does what it should.
works() {
    case ${1##*/} in
        exit)
            "$1"
            [ $? = 42 ]
            ;;
        hello) [ "$("$1")" = 'Hello, World!' ] ;;
        cat) "$1" Cargo.toml - <Cargo.lock | cmp -s - "$dir/copied" ;;
        cp) "$1" Cargo.toml "$dir/copy" && cmp -s Cargo.toml "$dir/copy" ;;
        paths) "$1" --help >"$dir/output" 2>&1 ;;
        *) "$1" >"$dir/output" 2>&1 ;;
    esac
}
cat Cargo.toml Cargo.lock >"$dir/copied"

# figure COLUMN: prints the size of $example in the file, if this compiler built it.
figure() {
    [ -z "$same" ] || sed -n "s/^$target\t$example\t//p" "$figures" | cut -f "$1"
}

# cell PROGRAM [FIGURE [LIMIT]]: prints the program's size, and its difference from the figure.
cell() {
    if [ ! -x "$1" ]; then
        printf ' %8s' -
    elif ! works "$1"; then
        printf ' %8s' FAIL
        failed=1
    else
        _size=$(wc -c <"$1")
        printf ' %8d' "$_size"
        [ "$_size" = "${2:-$_size}" ] || printf ' (%+d)' $((_size - $2))
        [ "$_size" -le "${3:-$_size}" ] || { printf ' (limit %d)' "$3"; failed=1; }
    fi
}

# row SET PROGRAM NAME [FIGURE FIGURE [LIMIT LIMIT]]: prints a line of the table. The figures and
# limits are those of the columns lld and cut.
row() {
    printf '%-8s %-14s' "$target" "$3"
    cell "$dir/$target/$1/plain/$2"
    cell "$dir/$target/$1/ld/$2"
    cell "$dir/$target/$1/lld/$2" "${4-}" "${6-}"
    strip "$dir/$target/$1/lld/$2" "$dir/$target/$1/cut/$2" && cell "$dir/$target/$1/cut/$2" "${5-}" "${7-}" ||
        printf ' %8s' -
    cell "$dir/$target/$1/PIC/$2"
    echo
}

# strip PROGRAM PROGRAM: writes to the second path what the kernel reads of the first.
strip() {
    mkdir -p "${2%/*}"
    rm -f "$2"
    LD_LIBRARY_PATH=$sysroot/lib "$bin/rust-objcopy" --strip-sections "$1" "$2" 2>/dev/null
}

# cargo_build SET COLUMN FLAG…: builds the programs of the crate that $arguments names, with these
# flags of rustc.
cargo_build() {
    _set=$dir/$target/$1 _column=$2
    shift 2
    # A separator that no path contains, so that flags may contain blanks.
    _flags=$(printf '%s\037' "$@")
    mkdir -p "$_set"
    # shellcheck disable=SC2086 # a list of words
    CARGO_TARGET_DIR=$_set/build-$_column CARGO_ENCODED_RUSTFLAGS=${_flags%?} \
        cargo build -q --release --target "$triple" $arguments || return 1
    ln -sfn "build-$_column/$triple/release$inside" "$_set/$_column"
}

# crate SET FLAG…: builds all columns of a crate with these flags. `linked` holds the additional
# flags of the column `plain`.
crate() {
    _name=$1
    shift
    # shellcheck disable=SC2086 # a list of words
    cargo_build "$_name" plain "$@" $plain || return 1
    (
        export CARGO_PROFILE_RELEASE_OPT_LEVEL=z CARGO_PROFILE_RELEASE_LTO=true
        # shellcheck disable=SC2086 # a list of words
        cargo_build "$_name" ld "$@" -Crelocation-model=static $ld
        [ -n "$bin" ] || exit 0
        set -- "$@" "-Clinker=$bin/rust-lld" -Clinker-flavor=ld.lld
        # shellcheck disable=SC2086 # a list of words
        cargo_build "$_name" lld "$@" -Crelocation-model=static $lld && cargo_build "$_name" PIC "$@" -Crelocation-model=pic $lld
    )
}

# c COLUMN CC FLAG…: builds hello and exit of $sources with a C compiler.
c() {
    _to=$dir/$target/$set/$1
    shift
    mkdir -p "$_to"
    for _program in hello exit; do
        "$@" "$sources/$_program.c" -o "$_to/$_program" || return 1
    done
}

# c_lld COLUMN FLAG…: builds hello and exit without libc, and links them with rust-lld.
c_lld() {
    _to=$dir/$target/$set/$1
    shift
    mkdir -p "$_to"
    for _program in hello exit; do
        cc $m -Os -ffunction-sections -fno-asynchronous-unwind-tables "$@" -c "$sources/$_program.c" -o "$_to/$_program.o" &&
            "$bin/rust-lld" -flavor gnu -m "$emulation" -static -no-pie --gc-sections -n -znosectionheader "-T$script" \
                "$_to/$_program.o" -o "$_to/$_program" || return 1
    done
}

# peer SET NAME [WHY]: prints the two lines of another library, or why there are none.
peer() {
    for _peer in hello exit; do
        if [ -n "${3-}" ]; then
            printf '%-8s %-14s %s\n' "$target" "$_peer, $2" "$3"
        else
            row "$1" "$_peer" "$_peer, $2"
        fi
    done
}

if ! command -v musl-gcc >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    {
        # A single outdated list on a mirror makes the update fail, but is no reason to stop.
        timeout 120 apt-get update
        DEBIAN_FRONTEND=noninteractive timeout 120 apt-get install -y --no-install-recommends musl-tools
    } >"$dir/install.log" 2>&1 </dev/null || :
fi

own=
for path in examples/*; do
    example=${path##*/} example=${example%.rs}
    # selftest is a test suite, so its size is of no interest.
    [ "$example" = selftest ] || own="$own $example"
done

printf '%-8s %-14s %8s %8s %8s %8s %8s\n' target program plain ld lld cut PIC
for target in x86_64 i686 int80; do
    case $target in
        x86_64) triple=x86_64-unknown-linux-gnu m=-m64 emulation=elf_x86_64 cfg='' lld_ceiling=400 cut_ceiling=260 ;;
        i686) triple=$I686 m=-m32 emulation=elf_i386 cfg='' lld_ceiling=420 cut_ceiling=290 ;;
        int80) triple=$I686 m=-m32 emulation=elf_i386 cfg=--cfg=trapgate_int80 lld_ceiling=290 cut_ceiling=200 ;;
    esac
    ensure_std "$triple" || { echo "no standard library for $triple"; failed=1; continue; }

    arguments='--features rt' inside=/examples
    for example in $own; do arguments="$arguments --example $example"; done
    plain='' ld='-Clink-arg=-fuse-ld=bfd -Clink-arg=-Wl,-s' lld='-Clink-arg=-znosectionheader -Clink-arg=-Ttrapgate.ld'
    # shellcheck disable=SC2086 # a word or none
    crate ours $cfg || failed=1
    for example in $own; do
        lld_figure=$(figure 1) cut_figure=$(figure 2)
        case $same$example in
            yeshello | yesexit) limits="${lld_figure:-0} ${cut_figure:-0}" ;;
            hello) limits="$lld_ceiling $cut_ceiling" ;;
            *) limits= ;;
        esac
        # shellcheck disable=SC2086 # two numbers, or none
        row ours "$example" "$example" "$lld_figure" "$cut_figure" $limits
        [ -z "$bin" ] || wc -c "$dir/$target/ours/lld/$example" "$dir/$target/ours/cut/$example" |
            awk -v start="$target\t$example" '$2 != "total" { start = start "\t" $1 } END { print start }' >>"$measured"
    done

    # On i686, C without libc uses the same path as int80.
    if [ "$target" != i686 ]; then
        set=C sources=tests/size
        if ! c plain cc $m -Os -static -nostdlib 2>"$dir/C.log"; then
            peer C C 'no C compiler for it'
        else
            c ld cc $m -Os -ffunction-sections -fno-asynchronous-unwind-tables -fno-pie -no-pie -static -nostdlib -s \
                -Wl,-n,--gc-sections,--build-id=none "-Wl,-T$script" || failed=1
            [ -z "$bin" ] || { c_lld lld -fno-pie && c_lld PIC -fpie; } || failed=1
            peer C C
        fi
    fi
    [ "$target" != int80 ] || continue

    sources=tests/size/libc
    for libc in glibc musl; do
        set=$libc cc=cc
        [ "$libc" = glibc ] || cc=musl-gcc
        if c plain $cc $m -Os -static 2>"$dir/C.log"; then
            c ld $cc $m -Os -static -no-pie -s -Wl,--gc-sections || failed=1
            peer "$libc" "$libc"
        else
            why="no $cc here"
            command -v $cc >/dev/null && why="$cc has no libc for this target"
            peer "$libc" "$libc" "not built: $why"
        fi
    done

    arguments='--locked --manifest-path tests/size/origin/Cargo.toml' inside=''
    plain='-Crelocation-model=static -Clink-arg=-nostdlib -Clink-arg=-static -Clink-arg=-no-pie'
    ld="-Clink-arg=-nostdlib -Clink-arg=-static -Clink-arg=-no-pie -Clink-arg=-Wl,-n,-s -Clink-arg=-T$script -Clink-arg=-fuse-ld=bfd"
    lld="-Clink-arg=-static -Clink-arg=-no-pie -Clink-arg=-n -Clink-arg=-znosectionheader -Clink-arg=-T$script"
    if crate origin 2>"$dir/origin.log"; then
        peer origin origin
    else
        peer origin origin 'not built: it is not to be had, or does not compile'
    fi
done
[ "${TRAPGATE_BLESS-}" != 1 ] || [ "$failed" = 1 ] || cp "$measured" "$figures"
exit $failed
