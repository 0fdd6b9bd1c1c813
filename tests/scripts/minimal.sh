#!/bin/sh
# Checks the crate with the oldest versions of its dependencies that Cargo.toml allows, in a copy under target/minimal,
# because Cargo.lock has the newest. The tests are left out: they may use what the newest have.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
copy=$root/target/minimal
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$copy/build}"

mkdir -p "$copy"
cd "$copy"
rm -rf Cargo.toml Cargo.lock build.rs src examples benches tests
# With their times, so that only what has changed is checked again.
for part in Cargo.toml build.rs src examples benches tests; do cp -Rp "$root/$part" .; done
# For the option of cargo alone, which is not stable. No compiler sees the variable.
RUSTC_BOOTSTRAP=1 cargo generate-lockfile -Z direct-minimal-versions
cargo check --locked --features rt --lib --examples
cargo check --locked --features std
