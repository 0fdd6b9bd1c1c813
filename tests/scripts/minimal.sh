#!/bin/sh
# Checks the crate with the oldest versions of its dependencies that Cargo.toml allows, in a copy
# under target/minimal, because Cargo.lock names the newest ones. The tests are not checked: they
# may rely on newer versions.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
copy=$root/target/minimal
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$copy/build}"

mkdir -p "$copy"
cd "$copy"
rm -rf Cargo.toml Cargo.lock build.rs src examples benches tests
# Keeps the files' times, so that cargo only checks again what has changed.
for part in Cargo.toml build.rs src examples benches tests; do cp -Rp "$root/$part" .; done
# Only cargo needs this variable, for an option that is not stable. The compiler does not see it.
RUSTC_BOOTSTRAP=1 cargo generate-lockfile -Z direct-minimal-versions
cargo check --locked --features rt --lib --examples
cargo check --locked --features std
