# To be read with `.`: boots a kernel of tests/kernels/list in qemu, from a disk with the tests.
# POSIX sh.

# copy FOLDER FILE: copies the file to its own path under FOLDER.
copy() {
    mkdir -p "$1${2%/*}" && cp "$2" "$1$2"
}

# downloaded FILE NAME ARGS…: starts a program of `dir`/programs-amd64 on this machine, as NAME.
downloaded() {
    _lib=$dir/programs-amd64/usr/lib/x86_64-linux-gnu _file=$dir/programs-amd64/$1 _name=$2
    shift 2
    "$_lib/ld-linux-x86-64.so.2" --library-path "$_lib" --argv0 "$_name" "$_file" "$@"
}

# make_disk NAME ARCHITECTURE TARGET…: makes `dir`/disk with the tests of the targets, and the files
# that boot it: `dir`/vmlinuz and `dir`/initrd.
make_disk() {
    _files=$dir/disk.d _debs=$dir/$1 _arch=$2
    shift 2
    rm -rf "$_files" "$dir/disk"
    cp -a "$dir/programs-$_arch" "$_files" && unpack "$_files" "$_debs"/*.deb || return 1
    mv "$_files"/boot/vmlinuz-* "$dir/vmlinuz" 2>/dev/null ||
        mv "$_files"/usr/lib/modules/*/vmlinuz.unsigned "$dir/vmlinuz" || return 1
    _version=$(ls "$_files/usr/lib/modules")
    downloaded usr/bin/kmod depmod -b "$_files" "$_version" || return 1
    for _target; do
        cp -a "$dir/$_target/." "$_files" || return 1
        cat "$dir/$_target.suites" >>"$_files/suites" || return 1
    done
    # The tests read some of these when they run.
    cp -a Cargo.toml src tests fuzz docs "$_files$root" || return 1
    cp tests/kernels/run-suites "$_files" || return 1
    downloaded usr/sbin/mke2fs mke2fs -q -t ext4 -d "$_files" "$dir/disk" 4G || return 1
    make_initrd "$_version"
}

# make_initrd VERSION: packs the kernel's initial file system: busybox, and the modules for the disk
# in the order in which they must be loaded.
make_initrd() {
    _initrd=$dir/initrd.d _busybox=$dir/programs-amd64/usr/bin/busybox _count=10
    rm -rf "$_initrd"
    mkdir -p "$_initrd/bin" "$_initrd/dev" "$_initrd/disk" "$_initrd/modules"
    cp "$_files/usr/bin/busybox" "$_initrd/bin" && cp tests/kernels/init "$_initrd" || return 1
    for _module in virtio_pci virtio_blk ext4; do
        downloaded usr/bin/kmod modprobe -d "$_files" -S "$1" --show-depends "$_module" || return 1
    done >"$dir/modules"
    for _module in $(sed -n 's/^insmod //p' "$dir/modules" | awk '!seen[$0]++'); do
        _count=$((_count + 1)) _name=${_module##*/}
        case $_name in
            *.xz) "$_busybox" unxz -c "$_module" >"$_initrd/modules/$_count-${_name%.xz}" ;;
            *) cp "$_module" "$_initrd/modules/$_count-$_name" ;;
        esac
    done
    (cd "$_initrd" && find . | "$_busybox" cpio -o -H newc) >"$dir/initrd" 2>/dev/null
}

# boot LOG: boots the kernel and writes the console to LOG. The disk does not change. qemu must
# offer a clock that programs can read, or the vDSO would not be used.
boot() {
    timeout -k 10 2400 nice qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 6144 \
        -nodefaults -no-user-config -no-reboot -display none -serial stdio \
        -kernel "$dir/vmlinuz" -initrd "$dir/initrd" \
        -append 'console=ttyS0 loglevel=1 panic=-1 no_timer_check clocksource=tsc tsc=reliable' \
        -drive "file=$dir/disk,format=raw,if=virtio,snapshot=on" </dev/null >"$1" 2>&1
}
