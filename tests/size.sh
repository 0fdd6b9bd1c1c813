#!/bin/sh
# Bytes of every example, on both targets. Each file has run, and did what it is for.
#
#   plain   cargo build --release --features rt
#   ld      smallest code (opt-level z, LTO, fixed addresses), GNU ld, no symbols
#   lld     the same with the toolchain's rust-lld and `-z nosectionheader`
#   PIC     the same with code that does not depend on its address
#
# int80 is i686 with `--cfg trapgate_int80`. Status 1 where a program fails or `hello` is larger than it may be.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
. tests/toolchain.sh

dir=${CARGO_TARGET_DIR:-$root/target}/size
mkdir -p "$dir"
bin=$("${RUSTC:-rustc}" --print sysroot)/lib/rustlib/$("${RUSTC:-rustc}" -vV | sed -n 's/^host: //p')/bin
failed=0

# build FOLDER TARGET FLAG…: every example, with these flags of rustc.
build() {
    _folder=$dir/$1
    _target=$2
    shift 2
    # The flags' separator, for paths with blanks.
    _flags=$(printf '%s\037' "$@")
    CARGO_TARGET_DIR=$_folder CARGO_ENCODED_RUSTFLAGS=${_flags%?} \
        cargo build -q --release --features rt --examples --target "$_target" || failed=1
    built=$_folder/$_target/release/examples
}

# works PROGRAM: runs it.
works() {
    case ${1##*/} in
        exit)
            "$1"
            [ $? = 42 ]
            ;;
        hello) [ "$("$1")" = 'Hello, World!' ] ;;
        cat) "$1" Cargo.toml - <Cargo.lock | cmp -s - "$dir/copied" ;;
        *) "$1" >"$dir/output" 2>&1 ;;
    esac
}
cat Cargo.toml Cargo.lock >"$dir/copied"

# cell PROGRAM [LIMIT]: prints its size.
cell() {
    if [ ! -x "$1" ]; then
        printf ' %8s' -
    elif ! works "$1"; then
        printf ' %8s' FAIL
        failed=1
    else
        _size=$(wc -c <"$1")
        printf ' %8d' "$_size"
        [ "$_size" -le "${2-$_size}" ] || { printf ' (limit %d)' "$2"; failed=1; }
    fi
}

examples=$(for path in examples/*; do path=${path##*/} && echo "${path%.rs}"; done)
export CARGO_PROFILE_RELEASE_DEBUG=false

printf '%-8s %-10s %8s %8s %8s %8s\n' target example plain ld lld PIC
for target in x86_64 i686 int80; do
    cfg=
    case $target in
        x86_64) triple=x86_64-unknown-linux-gnu limit=400 ;;
        i686) triple=$I686 limit=420 ;;
        int80) triple=$I686 limit=330 cfg=--cfg=trapgate_int80 ;;
    esac
    ensure_std "$triple" || { echo "no standard library for $triple"; failed=1; continue; }
    # shellcheck disable=SC2086 # $cfg is one word or none
    {
        build "$target-plain" "$triple" $cfg
        plain=$built
        export CARGO_PROFILE_RELEASE_OPT_LEVEL=z CARGO_PROFILE_RELEASE_LTO=true
        build "$target-ld" "$triple" $cfg -Crelocation-model=static -Clink-arg=-fuse-ld=bfd -Clink-arg=-Wl,-s
        ld=$built lld='' pic=''
        if [ -x "$bin/rust-lld" ]; then
            set -- "-Clinker=$bin/rust-lld" -Clinker-flavor=ld.lld -Clink-arg=-znosectionheader -Clink-arg=-Ttrapgate.ld
            build "$target-lld" "$triple" $cfg "$@" -Crelocation-model=static
            lld=$built
            build "$target-pic" "$triple" $cfg "$@" -Crelocation-model=pic
            pic=$built
        fi
        unset CARGO_PROFILE_RELEASE_OPT_LEVEL CARGO_PROFILE_RELEASE_LTO
    }
    for example in $examples; do
        printf '%-8s %-10s' "$target" "$example"
        cell "$plain/$example"
        cell "$ld/$example"
        if [ "$example" = hello ]; then cell "$lld/$example" "$limit"; else cell "$lld/$example"; fi
        cell "$pic/$example"
        echo
    done
done
exit $failed
