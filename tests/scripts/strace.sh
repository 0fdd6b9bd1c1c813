#!/bin/sh
# Prints the path of another Debian suite's strace, unpacked with the libraries that it needs under
# target/strace, for the tests that run strace:
#
#     STRACE=$(sh tests/scripts/strace.sh trixie) cargo test --test wire
#
# 6.13 is in trixie, the newest release in sid, and 5.10, with which these tests skip, in bullseye.
set -u
suite=${1:?the name of a Debian suite}
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/scripts/toolchain.sh"

dir=$root/target/strace/$suite
strace=$dir/bin/strace

# unpack: strace and what it depends on, as packages of the suite, into `dir`.
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

# wrap: a script that starts it by its own loader, with its own libraries.
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
