#!/bin/sh
# Runs `cargo ARGS…` with rustc 1.85, in a target folder of its own (CARGO_TARGET_DIR, else target/msrv/build):
#
#     sh tests/scripts/msrv.sh test
#     CARGO_BUILD_TARGET=i686-unknown-linux-gnu sh tests/scripts/msrv.sh test
#
# Where such a compiler is not to be had, it prints the reason and ends with status 69.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/scripts/toolchain.sh"

if ! use_msrv "${CARGO_BUILD_TARGET:-x86_64-unknown-linux-gnu}"; then
    echo "$msrv_why" >&2
    exit 69
fi
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$MSRV_DIR/build}"
exec cargo "$@"
