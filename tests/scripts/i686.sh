#!/bin/sh
# Runs `cargo ARGS…` for i686, in its own target folder: CARGO_TARGET_DIR, or target/i686 by
# default.
#
#     sh tests/scripts/i686.sh run --release --features rt --example hello
#
# A freestanding program needs no 32-bit libc. A hosted program, and so every test, needs
# gcc-multilib.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/scripts/toolchain.sh"

export CARGO_BUILD_TARGET=$I686
if ! ensure_std "$I686"; then
    echo "no standard library for $I686 beside this compiler: rustc $MSRV of Debian instead" >&2
    exec sh "$root/tests/scripts/msrv.sh" "$@"
fi
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target/i686}"
exec cargo "$@"
