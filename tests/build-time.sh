#!/bin/sh
# Seconds of a clean release build, of this crate and of rustix with all its API features, three times in turns. Status 1
# where the least of this crate's is more than a fifth of the least of rustix's.
#
# Each build starts with nothing but the sources, which are fetched before. The library alone is built, without
# features and with `rt`, and its dependencies with it.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD

dir=${CARGO_TARGET_DIR:-$root/target}
case $dir in /*) ;; *) dir=$root/$dir ;; esac
dir=$dir/build-time
# What the environment would add falls on all alike, but is not what a user has.
unset CARGO_BUILD_TARGET CARGO_ENCODED_RUSTFLAGS RUSTFLAGS

# package NAME DEPENDENCY: an empty library that depends on one crate.
package() {
    mkdir -p "$dir/$1/src"
    : >"$dir/$1/src/lib.rs"
    cat >"$dir/$1/Cargo.toml" <<EOF
[package]
name = "build-time-of-$1"
version = "0.0.0"
edition = "2024"

[dependencies]
$2

[workspace]
EOF
    cargo fetch -q --manifest-path "$dir/$1/Cargo.toml" || {
        echo "the sources of $1 are not to be had"
        exit 1
    }
}

# build NAME: builds it from nothing, and prints the seconds, to the millisecond.
build() {
    rm -rf "$dir/$1/target"
    _start=$(date +%s%N)
    CARGO_TARGET_DIR=$dir/$1/target cargo build -q --release --offline --manifest-path "$dir/$1/Cargo.toml" >&2 || exit 1
    echo "$(date +%s%N) $_start" | awk '{ printf "%.3f\n", ($1 - $2) / 1e9 }'
}

package trapgate "trapgate = { path = \"$root\" }"
package trapgate-rt "trapgate = { path = \"$root\", features = [\"rt\"] }"
package rustix 'rustix = { version = "1", features = ["all-apis"] }'

rustc --version
for name in trapgate trapgate-rt rustix; do
    cargo tree --offline --manifest-path "$dir/$name/Cargo.toml" --edges normal,build --prefix none |
        sed -n 's/^\([^ ]*\) v\([^ ]*\).*/\1 \2/p' | sed 1d | sort -u | paste -sd , | sed "s/^/$name: /; s/,/, /g"
done

rounds=''
for round in 1 2 3; do
    for name in trapgate trapgate-rt rustix; do
        seconds=$(build "$name") || exit 1
        rounds="$rounds$name $seconds
"
    done
done

printf '%s' "$rounds" | awk '
    { all[$1] = all[$1] sprintf(" %7.2f", $2); if (!($1 in least) || $2 < least[$1]) least[$1] = $2 }
    END {
        printf "%-12s %7s %7s %7s %7s %7s\n", "seconds", "first", "second", "third", "least", "ratio"
        split("trapgate trapgate-rt rustix", names)
        for (n = 1; n <= 3; n++) {
            ratio = least[names[n]] / least["rustix"]
            printf "%-12s%s %7.2f %7.2f\n", names[n], all[names[n]], least[names[n]], ratio
            if (names[n] != "rustix" && ratio > 0.2) over = 1
        }
        if (over) print "OVER: more than a fifth of rustix"
        exit over
    }'
