#!/bin/sh
# Seconds of a clean release build, of this crate and of rustix with all its API features, three times in turns: by the
# clock, and of the processors, which other work on the machine lengthens less. What takes more than half of rustix's
# least is marked OVER.
#
# Each build starts with nothing but the sources, which are fetched before. The library alone is built, without
# features and with `rt`, and its dependencies with it.
#
# Below stands what the library's least is spent on: each run of rustc, and of the one for this crate what its flag types
# cost, its other types and its functions. For that a copy of the crate is built as it is, and with a few hundred more
# of a kind, of the mean size and by the crate's own macros: what the copy then takes longer, by their number.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD

dir=${CARGO_TARGET_DIR:-$root/target}
case $dir in /*) ;; *) dir=$root/$dir ;; esac
dir=$dir/build-time
# What the environment would add falls on all alike, but is not what a user has.
unset CARGO_BUILD_TARGET CARGO_ENCODED_RUSTFLAGS RUSTFLAGS RUSTC_WORKSPACE_WRAPPER
export LC_ALL=C

# Cargo runs this in the place of rustc. It adds the crate's name and the seconds of the processors to `$dir/rustc`.
mkdir -p "$dir"
cat >"$dir/wrapper" <<'EOF'
#!/bin/sh
"$@" || exit
file=$0.$$
# No pipe and no `$( )`: those are other shells, with no children. The second line is that of the children.
times >"$file"
while [ $# -gt 1 ] && [ "$1" != --crate-name ]; do shift; done
sed -n '2s/[ms]/ /gp' "$file" | awk -v name="${2-}" '{ print name, 60 * ($1 + $3) + $2 + $4 }' >>"${0%wrapper}rustc"
rm "$file"
EOF
chmod +x "$dir/wrapper"
export RUSTC_WRAPPER="$dir/wrapper"

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

# build NAME: builds it from nothing, and prints the seconds by the clock and of the processors, and then of each rustc.
build() {
    rm -rf "$dir/$1/target" "$dir/rustc"
    _start=$(date +%s%N)
    CARGO_TARGET_DIR=$dir/$1/target cargo build -q --release --offline --manifest-path "$dir/$1/Cargo.toml" >&2 || exit 1
    _end=$(date +%s%N)
    # The second line is that of the children of this shell, which is a new one for each build. No pipe: that is another.
    times >"$dir/times"
    sed -n '2s/[ms]/ /gp' "$dir/times" |
        awk -v start="$_start" -v end="$_end" '{ printf "%s %s", (end - start) / 1e9, 60 * ($1 + $3) + $2 + $4 }'
    # Where it compiles nothing it has no name, or this one.
    awk 'NF == 2 && $1 != "___" { printf " %s %s", $1, $2 }' "$dir/rustc"
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
                over = names[n] != "rustix" && ratio > 0.5 ? " OVER" : ""
                printf "%-18s%s %7.2f %7.3f%s\n", names[n], all[names[n]], least[names[n]], ratio, over
            }
        }'
}
table 2 'seconds, clock'
table 3 'seconds, processor'

# The copy: its manifest without what is not in it.
copy=$dir/copy
rm -rf "$copy/src"
mkdir -p "$copy"
cp -R src build.rs "$copy/"
awk '/^\[/ { keep = !/workspace|bench|example|dev-dependencies|profile/ } keep' Cargo.toml >"$copy/Cargo.toml"
printf '\n[workspace]\n' >>"$copy/Cargo.toml"
printf '\n/// More of a kind.\npub mod more;\n' >>"$copy/src/lib.rs"

# What there is of each kind: how many, and how many constants or fields in the mean. Functions that begin a line are
# those that make a system call.
kinds=$(find src -name '*.rs' -exec cat {} + | awk '
    /^flags! \{/ { kind = "flags" }
    /^constants! \{/ { kind = "named" }
    /^pub struct .*\{$/ { kind = "structs" }
    /^pub (unsafe )?fn / { count["functions"]++ }
    /^    pub struct / && kind != "" || /^pub struct .*\{$/ { count[kind]++ }
    /^        const [^ ]* (\(.*\) )?= / || /^    pub [^ ]*: / { parts[kind]++ }
    /^}/ { kind = "" }
    END {
        split("flags named structs functions", kinds)
        for (n = 1; n <= 4; n++) printf "%s %d %d\n", kinds[n], count[kinds[n]], parts[kinds[n]] / count[kinds[n]] + 0.5
    }')

# template KIND: @ is the number of the item. A line that begins with # is that of each part, and % the part's number.
template() {
    case $1 in
        flags) cat <<'EOF' ;;
use crate::types::flags;
flags! {
    /// Flags.
    pub struct Flags@: u32 {
#       /** A flag. */ const FLAG% ("C_FLAG%") = 1 << %;
    }
}
EOF
        named) cat <<'EOF' ;;
use crate::types::constants;
constants! {
    /// Numbers.
    pub struct Named@: u32 {
#       /** A number. */ const NUMBER% ("C_NUMBER%") = %;
    }
}
EOF
        structs) cat <<'EOF' ;;
/// A struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Struct@ {
#   /** A field. */ pub field%: u32,
}
EOF
        functions) cat <<'EOF' ;;
use crate::errno::Result;
use crate::sys::sys;
use crate::fd::AsFd;
/// `pread(2)`: reads.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
#[inline]
pub fn pread@(fd: impl AsFd, buf: &mut [u8], offset: u64) -> Result<usize> {
    // SAFETY: the kernel writes to `buf` alone.
    unsafe { sys!(PREAD64, fd.as_fd(), buf.as_mut_ptr(), buf.len(), wide offset) }
}
EOF
    esac
}

# more KIND PARTS COUNT: builds the copy with as many more, and prints the seconds of its rustc.
more() {
    template "$1" | awk -v parts="$2" -v count="$3" '
        BEGIN { print "//! More of a kind." }
        /^use/ { if (count) print; next }
        { line[++lines] = $0 }
        END {
            for (n = 1; n <= count; n++)
                for (l = 1; l <= lines; l++) {
                    each = line[l] ~ /^# /
                    for (part = 0; part < (each ? parts : 1); part++) {
                        text = line[l]
                        if (each) { sub("#", " ", text); gsub("%", part, text) }
                        gsub("@", n, text)
                        print text
                    }
                }
        }' >"$copy/src/more.rs"
    rm -f "$dir/rustc"
    CARGO_TARGET_DIR=$copy/target cargo build -q --release --offline --manifest-path "$copy/Cargo.toml" >&2 || exit 1
    awk '$1 == "trapgate" { print $2 }' "$dir/rustc"
}

# As many more that each kind takes about a second.
for round in 1 2; do
    seconds=$(more flags 0 0) || exit 1
    echo "copy $seconds"
    echo "$kinds" | while read -r kind count parts; do
        case $kind in
            flags) more=100 ;;
            functions) more=1000 ;;
            *) more=250 ;;
        esac
        seconds=$(more "$kind" "$parts" $more) || exit 1
        echo "$kind $seconds $more $count $parts"
    done || exit 1
done >"$dir/more"

{ printf '%s' "$rounds"; cat "$dir/more"; } | awk '
    $1 == "trapgate" && (!total || $3 < total) { total = $3; spent = $0 }
    $1 ~ /^(copy|flags|named|structs|functions)$/ {
        if (!($1 in least) || $2 < least[$1]) least[$1] = $2
        more[$1] = $3; count[$1] = $4; parts[$1] = $5
    }
    function row(seconds, what) { printf "%7.2f  %s\n", seconds, what }
    function of(kind, what) {
        each = (least[kind] - least["copy"]) / more[kind]
        row(count[kind] * each, sprintf("    %d %s, %.1f ms each", count[kind], sprintf(what, parts[kind]), 1000 * each))
        rest -= count[kind] * each
    }
    END {
        printf "\n%.2f seconds of the processors for trapgate:\n", total
        cargo = total
        for (i = split(spent, word) - 1; i >= 4; i -= 2) {
            if (word[i] ~ /^build_time_of/) continue
            cargo -= word[i + 1]
            if (word[i] == "trapgate") own = word[i + 1]
            else row(word[i + 1], word[i] == "build_script_build" ? "its build script compiled" : word[i])
        }
        row(cargo, "cargo, and the build script run")
        row(own, "the crate itself, of this")
        rest = own
        of("flags", "flag types, %d flags in the mean")
        of("named", "types of named numbers, %d names in the mean")
        of("structs", "structs, %d fields in the mean")
        of("functions", "functions that make a call")
        row(rest, "    the rest: methods, tables, the vDSO, the code that is generated")
    }'
