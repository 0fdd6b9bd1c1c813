# To be read with `.`: finds the compilers that this machine has, and downloads those that it lacks.
# POSIX sh. The calling script must set `root`, the folder of Cargo.toml.

I686=i686-unknown-linux-gnu
# The oldest rustc that Cargo.toml supports, and the version of the Debian 12 packages that hold it.
MSRV=1.85
MSRV_DEB=1.85.0+dfsg3-1~deb12u3
MSRV_DIR=$root/target/msrv

# has_std TARGET: succeeds if the compiler in use (RUSTC, RUSTUP_TOOLCHAIN) has a standard library
# for TARGET.
has_std() {
    _lib=$("${RUSTC:-rustc}" --print target-libdir --target "$1" 2>/dev/null) || return 1
    ls "$_lib"/libstd-*.rlib >/dev/null 2>&1
}

# ensure_std TARGET: like has_std, but first asks rustup to install a missing library.
ensure_std() {
    has_std "$1" && return 0
    [ -z "${RUSTC-}" ] && command -v rustup >/dev/null || return 1
    timeout 60 rustup target add "$1" >&2 && has_std "$1"
}

# use_msrv TARGET: makes cargo in this shell compile with rustc 1.85, which must be able to build
# for TARGET. Uses a rustup toolchain of that version, or else Debian's, unpacked under target/msrv.
# Without either, returns 1 and sets `msrv_why` to the reason.
use_msrv() {
    unset RUSTC RUSTDOC
    if command -v rustup >/dev/null; then
        RUSTUP_TOOLCHAIN=$(rustup toolchain list | sed -n "s/^\($MSRV[.-][^ ]*\).*/\1/p" | head -n 1)
        if [ -n "$RUSTUP_TOOLCHAIN" ]; then
            export RUSTUP_TOOLCHAIN
            ensure_std "$1" && return 0
        fi
        unset RUSTUP_TOOLCHAIN
    fi
    unpack_msrv || return 1
    export RUSTC="$MSRV_DIR/bin/rustc" RUSTDOC="$MSRV_DIR/bin/rustdoc"
    has_std "$1" && return 0
    msrv_why="rustc $MSRV in target/msrv has no standard library for $1"
    return 1
}

# apt_apart DIR TOOL ARGS…: runs a tool of apt with package lists of its own in DIR, and downloads
# into DIR. The machine's packages, architectures and lists do not change, and root is not needed.
# After `apt_suites DIR`, the tool uses only those suites.
apt_apart() {
    mkdir -p "$1/lists/partial" "$1/cache/archives/partial"
    (
        cd "$1" || exit 1
        _tool=$2
        shift 2
        [ ! -e sources ] || set -- -o "Dir::Etc::SourceList=$PWD/sources" -o Dir::Etc::SourceParts=- \
            -o "Dir::State::Status=$PWD/status" -o Acquire::Languages=none "$@"
        timeout 300 "$_tool" -q -o "Dir::State::Lists=$PWD/lists" -o "Dir::Cache=$PWD/cache" \
            -o APT::Sandbox::User=root -o APT::Architectures::=amd64 -o APT::Architectures::=i386 "$@"
    )
}

# apt_mirror [-security]: prints the address from which this machine gets the packages of its own
# release, or its security updates.
apt_mirror() {
    _release=$(. /etc/os-release && echo "$VERSION_CODENAME$1")
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        sed -n "s/^$_release main //p" | head -n 1
}

# apt_suites DIR SUITE…: reads the package lists of other Debian suites (trixie, trixie-security)
# into DIR, from this machine's mirrors. No package counts as installed there, so that `apt-get
# install --download-only` fetches all dependencies. While a mirror is being updated, some of its
# lists do not match. So there are three attempts; after these, the lists that could be read are
# used. Without any, returns 1 and sets `apt_why` to the reason.
apt_suites() {
    apt_why='not a Debian machine of x86_64 with apt'
    [ -e /etc/os-release ] && command -v apt-get >/dev/null && [ "$(dpkg --print-architecture)" = amd64 ] || return 1
    _dir=$1
    shift
    mkdir -p "$_dir"
    _key=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -e "$_key" ] && _key="[signed-by=$_key] " || _key=
    for _suite; do
        case $_suite in *-security) _mirror=$(apt_mirror -security) ;; *) _mirror=$(apt_mirror '') ;; esac
        apt_why="no mirror of this machine has $_suite"
        [ -n "$_mirror" ] || return 1
        echo "deb $_key$_mirror $_suite main"
    done >"$_dir/sources"
    : >"$_dir/status"
    for _pause in 3 10 0; do
        apt_apart "$_dir" apt-get --error-on=any update >"$_dir/log" 2>&1 && return 0
        sleep "$_pause"
    done
    apt_why="no package list of $* can be read: $(grep '^[EW]:' "$_dir/log" | head -n 1)"
    ls "$_dir"/lists/*_Packages* >/dev/null 2>&1
}

# unpack_msrv: downloads and unpacks Debian's rustc, with the standard libraries of both targets.
unpack_msrv() {
    [ -x "$MSRV_DIR/bin/rustc" ] && return 0
    msrv_why="no rustup toolchain $MSRV, and Debian's rustc-web $MSRV_DEB could not be downloaded"
    command -v apt-get >/dev/null && [ "$(dpkg --print-architecture)" = amd64 ] || return 1
    echo "unpacking rustc $MSRV under target/msrv" >&2
    rm -rf "$MSRV_DIR"
    mkdir -p "$MSRV_DIR/apt" "$MSRV_DIR/bin"
    (
        cd "$MSRV_DIR/apt"
        # A single outdated list on a mirror makes the update fail, but is no reason to stop.
        apt_apart . apt-get update >log 2>&1 || :
        apt_apart . apt-get download "rustc-web=$MSRV_DEB" "libstd-rust-web-1.85=$MSRV_DEB" "libstd-rust-web-dev=$MSRV_DEB" \
            "libstd-rust-web-dev:i386=$MSRV_DEB" libllvm19 libz3-4 libedit2 libxml2 libicu72 >>log 2>&1 || exit 1
        for _deb in *.deb; do dpkg -x "$_deb" .. || exit 1; done
    ) || { tail -n 3 "$MSRV_DIR/apt/log" >&2; return 1; }
    rm -rf "$MSRV_DIR/apt"
    # The compiler's libraries are in a folder where only the compiler looks for them.
    for _tool in rustdoc rustc; do
        cat >"$MSRV_DIR/bin/$_tool.new" <<EOF
#!/bin/sh
LD_LIBRARY_PATH='$MSRV_DIR/usr/lib/x86_64-linux-gnu'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
exec '$MSRV_DIR/usr/bin/$_tool' "\$@"
EOF
        chmod +x "$MSRV_DIR/bin/$_tool.new"
    done
    msrv_why="Debian's rustc $MSRV does not run here"
    "$MSRV_DIR/bin/rustc.new" --version >&2 || return 1
    for _tool in rustdoc rustc; do mv "$MSRV_DIR/bin/$_tool.new" "$MSRV_DIR/bin/$_tool"; done
}
