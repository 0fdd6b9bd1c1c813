# To be read with `.` after tests/scripts/toolchain.sh: downloads kernels, and the programs that the
# tests start, as Debian packages into `dir`. A function that fails sets `why` to the reason. POSIX
# sh.

# The tests start these. busybox is the init system, and the kernel loads modules with kmod.
PROGRAMS='busybox-static coreutils strace binutils e2fsprogs btrfs-progs kmod mount'

# lists RELEASE: reads the release's package lists, once in each run.
lists() {
    [ ! -e "$dir/apt/$1/read" ] || return 0
    echo "reading the package lists of $1" >&2
    _fixes=$1-security
    [ "$1" != sid ] || _fixes=
    # shellcheck disable=SC2086 # a word or none
    if apt_suites "$dir/apt/$1" "$1" $_fixes; then
        : >"$dir/apt/$1/read"
        return
    fi
    why=$apt_why
    return 1
}

# download RELEASE FOLDER PACKAGE…: downloads the packages to FOLDER, all of them or none.
download() {
    _apt=$dir/apt/$1 _folder=$2
    shift 2
    rm -f "$_apt"/*.deb
    if apt_apart "$_apt" apt-get download "$@" >>"$_apt/log" 2>&1; then
        mkdir -p "$_folder" && mv "$_apt"/*.deb "$_folder"
        return
    fi
    why=$(grep '^E:' "$_apt/log" | tail -n 1)
    return 1
}

# versions RELEASE PATTERN FLAVOUR: prints the kernels in the release's lists, the newest first.
versions() {
    apt_apart "$dir/apt/$1" apt-cache pkgnames linux- |
        sed -n -E "s/^linux-(image|binary-unsigned)-($2\.[0-9].*-$3)(-unsigned)?\$/\2/p" |
        grep -v -e -rt- -e deb11 -e bpo | sort -ruV
}

# get_kernel NAME ARCHITECTURE RELEASE: downloads the newest kernel that the mirror still has; the
# lists also name others.
get_kernel() {
    ls "$dir/$1"/*.deb >/dev/null 2>&1 && return 0
    lists "$3" || return 1
    _pattern=${1%%-*}
    [ "$_pattern" != "$3" ] || _pattern='[0-9]*'
    why="$3 has no such kernel"
    for _pause in 0 20; do
        sleep "$_pause"
        for _version in $(versions "$3" "$_pattern" "${1#*-}"); do
            echo "downloading Linux $_version" >&2
            # The kernel and its modules are in one package, or in three in newer releases.
            download "$3" "$dir/$1" "linux-image-$_version-unsigned:$2" && return 0
            download "$3" "$dir/$1" "linux-base-$_version:$2" "linux-modules-$_version:$2" \
                "linux-binary-unsigned-$_version:$2" && return 0
        done
    done
    return 1
}

# unpack FOLDER PACKAGE…: unpacks into a tree whose /bin, /sbin, /lib and /lib64 are those of /usr.
unpack() {
    _folder=$1
    shift
    for _name in bin sbin lib lib64; do
        mkdir -p "$_folder/usr/$_name"
        [ -e "$_folder/$_name" ] || ln -s "usr/$_name" "$_folder/$_name"
    done
    for _deb; do
        why="tar: $_deb"
        dpkg --fsys-tarfile "$_deb" | tar -x -C "$_folder" --keep-directory-symlink || return 1
    done
}

# get_programs ARCHITECTURE: unpacks the programs, and the C libraries of both targets, into
# `dir`/programs-ARCHITECTURE. They come from this machine's own release, because the tests are
# linked with its libc.
get_programs() {
    _programs=$dir/programs-$1
    [ ! -e "$_programs" ] || return 0
    _own=$(. /etc/os-release && echo "$VERSION_CODENAME")
    lists "$_own" || return 1
    echo "downloading the programs of $1" >&2
    _apt=$dir/apt/$_own _wanted='libc6:i386 libgcc-s1:i386'
    for _package in $PROGRAMS; do _wanted="$_wanted $_package:$1"; done
    rm -rf "$_apt"/cache/archives/*.deb "$_programs.new"
    # shellcheck disable=SC2086 # a list of words
    if apt_apart "$_apt" apt-get install -y --no-install-recommends --download-only \
        -o Debug::NoLocking=1 $_wanted >>"$_apt/log" 2>&1; then
        unpack "$_programs.new" "$_apt"/cache/archives/*.deb && mv "$_programs.new" "$_programs"
        return
    fi
    why=$(grep '^E:' "$_apt/log" | tail -n 1)
    return 1
}
