#!/bin/sh
# Prints the path of the strace of another Debian release, for the tests that run strace. It is
# unpacked under target/strace together with the libraries that it needs:
#
#     STRACE=$(sh tests/scripts/strace.sh trixie) cargo test --test wire
#
# trixie has 6.13, and sid the newest release. bullseye has 5.10, which is too old: the tests are
# skipped.
set -u
suite=${1:?the name of a Debian suite}
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/scripts/toolchain.sh"

dir=$root/target/strace/$suite
strace=$dir/bin/strace

# unpack: unpacks strace and the packages on which it depends into `dir`.
unpack() {
    _apt=$dir/apt
    rm -rf "$dir"
    apt_suites "$_apt" "$suite" || return 1
    apt_why="strace of $suite cannot be downloaded"
    apt_apart "$_apt" apt-get install -y --no-install-recommends --download-only \
        -o Debug::NoLocking=1 strace >>"$_apt/log" 2>&1 || { tail -n 3 "$_apt/log" >&2; return 1; }
    for _deb in "$_apt"/cache/archives/*.deb; do
        dpkg -x "$_deb" "$dir" || return 1
    done
    rm -rf "$_apt"
}

# wrap: writes a script that starts strace with its own loader and its own libraries.
wrap() {
    _lib=lib/x86_64-linux-gnu
    for _loader in "$dir/usr/$_lib" "$dir/$_lib"; do
        [ ! -e "$_loader/ld-linux-x86-64.so.2" ] || break
    done
    mkdir -p "$dir/bin"
    cat >"$strace.new" <<END
#!/bin/sh
exec '$_loader/ld-linux-x86-64.so.2' --library-path '$dir/usr/$_lib:$dir/$_lib' \\
    '$dir/usr/bin/strace' "\$@"
END
    chmod +x "$strace.new"
    apt_why="strace of $suite does not run on this machine"
    "$strace.new" --version >&2 && mv "$strace.new" "$strace"
}

if [ ! -x "$strace" ]; then
    echo "unpacking strace of $suite under target/strace" >&2
    { unpack && wrap; } || {
        echo "no strace of $suite: $apt_why" >&2
        rm -rf "$dir"
        exit 1
    }
fi
echo "$strace"
