#!/bin/sh
# Runs the test programs on machines that have less than this one: no privileges, no /proc, 64
# descriptors, the filter of a container, and others. Prints a row for each, and exits with status 1
# if a test failed on any of them. Each machine is made of namespaces, which needs root, and nothing
# outside them is changed. A machine that cannot be made is a SKIP.
#
#     sh tests/machines.sh                    # every machine
#     sh tests/machines.sh container          # those with this word in their name
#     sh tests/machines.sh container api      # one suite there
#     TARGET=i686 sh tests/machines.sh        # the same for i686
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD

target=${TARGET:-x86_64} only=${1-} suites=${2:-api backend vdso paths selftest freestanding calls wire}
case $target in
    x86_64) cargo='cargo' bits=64 built=${CARGO_TARGET_DIR:-$root/target} ;;
    i686) cargo='sh tests/scripts/i686.sh' bits=32 built=${CARGO_TARGET_DIR:-$root/target/i686}/i686-unknown-linux-gnu ;;
esac
# Tests that only read bytes give the same results on every machine.
pure='--skip damaged:: --skip made_up:: --skip captured:: --skip corpus::'
logs=$built/machines
mkdir -p "$logs"
export CARGO_TERM_COLOR=never
failed=0

# --- one row --------------------------------------------------------------------------------------------

# sum WORD: adds up `N WORD` over the result lines of the log.
sum() {
    sed -n "s/^test result:.* \([0-9][0-9]*\) $1;.*/\1/p" "$log" | awk '{ n += $1 } END { print n + 0 }'
}

# row NAME STATUS: prints the counts in the log, and how long the suites ran.
row() {
    _skips=$(grep -Eo 'SKIP [A-Za-z0-9_:]+: ' "$log" | sort -u | grep -c '')
    _failed=$(sum failed)
    # A test program that did not end by itself, for example because of a signal.
    [ "$2" = 0 ] || [ "$_failed" != 0 ] || _failed=1
    [ "$_failed" = 0 ] || failed=1
    printf '%-28s %4s passed  %3s failed  %3s skipped  %4s s\n' \
        "$1" $(($(sum passed) - _skips)) "$_failed" "$_skips" $(($(date +%s) - started))
    [ "$_failed" = 0 ] || sed -n 's/^test \(.*\) \.\.\. FAILED$/    | \1/p' "$log"
}

# machine NAME COMMANDS…: runs the suites after these shell commands, in a mount namespace of their
# own. The last command starts "$@". The programs that tests build are already there, in a copy that
# the tests may change.
machine() {
    name=$1 commands=$2
    case $name in *"$only"*) ;; *) return 0 ;; esac
    log=$logs/$(printf %s "$name" | tr -c 'A-Za-z0-9' '-').log started=$(date +%s) status=0
    : >"$log"
    rm -rf "$logs/tmp"
    cp -a "$built/tmp" "$logs/tmp" || return
    commands="set -e; mount --bind '$logs/tmp' '$built/tmp'; cd '$root'; $commands"
    if ! unshare -m sh -c "$commands" - true >"$log" 2>&1 </dev/null; then
        echo "SKIP $name: $(tail -n 1 "$log")"
        return
    fi
    for suite in $suites; do
        echo "     Running $suite" >>"$log"
        timeout -k 10 600 unshare -m sh -c "$commands" - \
            env CARGO=/bin/true HOME=/tmp "$(executable "$suite")" $pure >>"$log" 2>&1 </dev/null || status=$?
    done
    row "$name" "$status"
}

# executable SUITE: prints the path of the program that cargo built.
executable() {
    sed -n "s/^ *Executable tests\/$1\.rs (\(.*\))\$/\1/p" "$logs/build.log"
}

# --- this machine ---------------------------------------------------------------------------------------

[ "$(id -u)" = 0 ] || { echo "SKIP machines: making them needs root"; exit 0; }
# shellcheck disable=SC2086,SC2046 # lists of words
$cargo test --no-run >"$logs/build.log" 2>&1 || { cat "$logs/build.log"; exit 1; }
cc -m$bits -O -Wall -o "$logs/container" tests/machines/container.c || exit 1

# This run also builds the programs that the tests start.
log=$logs/as-it-is.log started=$(date +%s) status=0
# shellcheck disable=SC2086,SC2046 # lists of words
$cargo test --no-fail-fast $(printf -- '--test %s ' $suites) -- $pure >"$log" 2>&1 </dev/null || status=$?
row 'as it is' "$status"

# --- the others -----------------------------------------------------------------------------------------

as_user="setpriv --reuid 12345 --regid 12345 --clear-groups"
give="chown -R 12345:12345 '$logs/tmp'"
in_container="'$logs/container' setpriv --bounding-set -all,+chown,+dac_override,+fsetid,+fowner,+mknod,+net_raw,+setgid,\
+setuid,+setfcap,+setpcap,+net_bind_service,+sys_chroot,+kill,+audit_write"

machine 'ordinary user' "$give; exec $as_user \"\$@\""
machine 'root of a namespace' 'exec unshare -Ur "$@"'
machine 'no more namespaces' "exec unshare -Ur sh -c '
    for most in /proc/sys/user/max_*_namespaces; do echo 0 >\$most || exit; done; exec \"\$@\"' - \"\$@\""
machine 'container' "exec $in_container \"\$@\""
machine 'user in a container' "$give; exec $as_user '$logs/container' \"\$@\""
machine 'no /proc' 'umount -l /proc; exec "$@"'
machine 'ordinary user, no /proc' "$give; umount -l /proc; exec $as_user \"\$@\""
machine '64 descriptors' 'ulimit -n 64; exec "$@"'
machine '64 descriptors at first' 'ulimit -Sn 64; exec "$@"'
machine 'ignored signals' 'trap "" HUP INT QUIT TERM USR1 CHLD; exec "$@"'
machine 'three devices' 'mount -t tmpfs none /mnt; cd /mnt; mknod -m 666 null c 1 3; mknod -m 666 zero c 1 5
    mknod -m 666 urandom c 1 9; mount --bind /mnt /dev; cd -; exec "$@"'
machine 'files in memory' 'mount -t tmpfs none /tmp; exec "$@"'
machine 'overlayfs' 'mount -t tmpfs none /mnt; mkdir -m 1777 /mnt/lower /mnt/upper /mnt/work
    mount -t overlay none -o lowerdir=/mnt/lower,upperdir=/mnt/upper,workdir=/mnt/work /tmp; exec "$@"'

exit "$failed"
