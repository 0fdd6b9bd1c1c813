#!/bin/sh
# Gets what tests/boot.rs needs, unless it is there: Debian's 32-bit and 64-bit Linux 6.1, unpacked
# under target/boot, and qemu. Root installs qemu; for other users it is unpacked under target/boot
# as well. If something cannot be downloaded, the script prints what, leaves nothing half unpacked,
# and tests/boot.rs is skipped.
#
#     sh tests/scripts/qemu.sh
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/scripts/toolchain.sh"

BOOT_DIR=$root/target/boot
APT_DIR=$BOOT_DIR/apt
QEMU=qemu-system-x86_64

# kernel FLAVOUR: prints the path of the unpacked kernel, if there is one.
kernel() {
    ls "$BOOT_DIR"/vmlinuz-*-"$1" 2>/dev/null
}

has_qemu() {
    command -v "$QEMU" || ls "$BOOT_DIR/bin/$QEMU" 2>/dev/null
}

# update: reads the package lists, once.
update() {
    [ ! -e "$APT_DIR/log" ] || return 0
    echo 'reading the lists of Debian packages' >&2
    mkdir -p "$APT_DIR"
    # A single outdated list on a mirror makes the update fail, but is no reason to stop.
    apt_apart "$APT_DIR" apt-get update >"$APT_DIR/log" 2>&1 || :
}

# get_kernel FLAVOUR ARCHITECTURE: downloads and unpacks the newest kernel that the mirror has.
get_kernel() {
    update
    _pattern="^linux-image-6\.1\.0-[0-9]*-$1-unsigned\$"
    for _package in $(apt_apart "$APT_DIR" apt-cache pkgnames linux-image-6.1.0- | grep "$_pattern" | sort -rV); do
        echo "unpacking the kernel of $_package" >&2
        rm -rf "$APT_DIR"/*.deb "$APT_DIR/boot"
        apt_apart "$APT_DIR" apt-get download "$_package:$2" >>"$APT_DIR/log" 2>&1 || continue
        dpkg --fsys-tarfile "$APT_DIR"/linux-image-*.deb | tar -x -C "$APT_DIR" --wildcards './boot/vmlinuz-*' || continue
        mv "$APT_DIR"/boot/vmlinuz-* "$BOOT_DIR" && return 0
    done
    return 1
}

install_qemu() {
    echo 'installing qemu-system-x86' >&2
    {
        apt-get update || :
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends qemu-system-x86
    } >>"$APT_DIR/log" 2>&1
}

# Unpacks qemu and those of its libraries that this machine lacks. A wrapper script finds them.
unpack_qemu() {
    echo 'unpacking qemu-system-x86' >&2
    rm -rf "$APT_DIR"/cache/archives/*.deb "$BOOT_DIR/qemu"
    mkdir -p "$BOOT_DIR/qemu" "$BOOT_DIR/bin"
    apt_apart "$APT_DIR" apt-get install -y --no-install-recommends --download-only \
        -o Debug::NoLocking=1 qemu-system-x86 >>"$APT_DIR/log" 2>&1 || return 1
    for _deb in "$APT_DIR"/cache/archives/*.deb; do
        dpkg -x "$_deb" "$BOOT_DIR/qemu" || return 1
    done
    _usr=$BOOT_DIR/qemu/usr
    cat >"$BOOT_DIR/bin/$QEMU.new" <<EOF
#!/bin/sh
LD_LIBRARY_PATH='$_usr/lib/x86_64-linux-gnu:$BOOT_DIR/qemu/lib/x86_64-linux-gnu'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH QEMU_MODULE_DIR='$_usr/lib/x86_64-linux-gnu/qemu'
exec '$_usr/bin/$QEMU' -L '$_usr/share/qemu' -L '$_usr/share/seabios' "\$@"
EOF
    chmod +x "$BOOT_DIR/bin/$QEMU.new"
    "$BOOT_DIR/bin/$QEMU.new" --version >&2 && mv "$BOOT_DIR/bin/$QEMU.new" "$BOOT_DIR/bin/$QEMU"
}

get_qemu() {
    update
    if [ "$(id -u)" = 0 ] && install_qemu && has_qemu >/dev/null; then
        return 0
    fi
    unpack_qemu
}

if ! command -v apt-get >/dev/null || [ "$(dpkg --print-architecture)" != amd64 ]; then
    echo "not Debian on x86_64: install $QEMU, and put the kernels into $BOOT_DIR by hand" >&2
    exit 1
fi
mkdir -p "$BOOT_DIR"
status=0
kernel 686-pae || get_kernel 686-pae i386 || status=1
kernel cloud-amd64 || get_kernel cloud-amd64 amd64 || status=1
has_qemu || get_qemu || status=1
[ "$status" = 0 ] || tail -n 5 "$APT_DIR/log" >&2
rm -rf "$APT_DIR"
exit "$status"
