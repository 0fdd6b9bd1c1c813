#!/bin/sh
# Seconds of a clean release build, of this crate and of rustix with all its API features, three times in turns: by the
# clock, and of the processors, which other work on the machine lengthens less. What takes more than a fifth of
# rustix's least is marked OVER.
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

# build NAME: builds it from nothing, and prints the seconds by the clock and of the processors.
build() {
    rm -rf "$dir/$1/target"
    _start=$(date +%s%N)
    CARGO_TARGET_DIR=$dir/$1/target cargo build -q --release --offline --manifest-path "$dir/$1/Cargo.toml" >&2 || exit 1
    _end=$(date +%s%N)
    # The second line is that of the children of this shell, which is a new one for each build. No pipe: that is another.
    times >"$dir/times"
    sed -n '2s/[ms]/ /gp' "$dir/times" |
        awk -v start="$_start" -v end="$_end" '{ print (end - start) / 1e9, 60 * ($1 + $3) + $2 + $4 }'
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

# table COLUMN WHAT
table() {
    printf '%s' "$rounds" | awk -v column="$1" -v what="$2" '
        { t = $column; all[$1] = all[$1] sprintf(" %7.2f", t); if (!($1 in least) || t < least[$1]) least[$1] = t }
        END {
            printf "\n%-18s %7s %7s %7s %7s %7s\n", what, "first", "second", "third", "least", "ratio"
            split("trapgate trapgate-rt rustix", names)
            for (n = 1; n <= 3; n++) {
                ratio = least[names[n]] / least["rustix"]
                over = names[n] != "rustix" && ratio > 0.2 ? " OVER" : ""
                printf "%-18s%s %7.2f %7.3f%s\n", names[n], all[names[n]], least[names[n]], ratio, over
            }
        }'
}
table 2 'seconds, clock'
table 3 'seconds, processor'
