#!/bin/sh
# Runs `cargo ARGS…` with rustc 1.85, in its own target folder: CARGO_TARGET_DIR, or
# target/msrv/build by default.
#
#     sh tests/scripts/msrv.sh test
#     CARGO_BUILD_TARGET=i686-unknown-linux-gnu sh tests/scripts/msrv.sh test
#
# If no such compiler can be found or downloaded, the script prints the reason and exits with status
# 69.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/scripts/toolchain.sh"

if ! use_msrv "${CARGO_BUILD_TARGET:-x86_64-unknown-linux-gnu}"; then
    echo "$msrv_why" >&2
    exit 69
fi
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$MSRV_DIR/build}"
exec cargo "$@"
