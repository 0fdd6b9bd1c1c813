/* container COMMAND…: runs COMMAND under a seccomp filter like those of container engines. Calls
 * that need a privilege which a container lacks fail with EPERM, and calls that are newer than the
 * filter fail with ENOSYS. The filter covers only the target for which this program is compiled:
 * programs of the other target are not filtered. */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/sched.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __i386__
#define ARCH AUDIT_ARCH_I386
#else
#define ARCH AUDIT_ARCH_X86_64
#endif

/* mseal of Linux 6.10, the newest call that the filter knows. */
#define LAST 462
#define NAMESPACES                                                                                   \
	(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF(test, k) BPF_JUMP(BPF_JMP | BPF_##test | BPF_K, k, 0, 1)
#define UNLESS(test, k) BPF_JUMP(BPF_JMP | BPF_##test | BPF_K, k, 1, 0)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)
#define REFUSE RETURN(SECCOMP_RET_ERRNO | EPERM)
#define UNKNOWN RETURN(SECCOMP_RET_ERRNO | ENOSYS)
#define ALLOW RETURN(SECCOMP_RET_ALLOW)
#define NO(call) IF(JEQ, SYS_##call), REFUSE

static struct sock_filter filter[] = {
	LOAD(arch), UNLESS(JEQ, ARCH), ALLOW,
	LOAD(nr), IF(JGT, LAST), UNKNOWN,
	/* Its flags are in memory, which a filter cannot read. libc falls back to clone. */
	IF(JEQ, SYS_clone3), UNKNOWN,
	NO(acct), NO(add_key), NO(bpf), NO(clock_adjtime), NO(clock_settime), NO(delete_module), NO(fanotify_init),
	NO(finit_module), NO(fsconfig), NO(fsmount), NO(fsopen), NO(fspick), NO(get_mempolicy), NO(init_module),
	NO(io_uring_enter), NO(io_uring_register), NO(io_uring_setup), NO(ioperm), NO(iopl), NO(kcmp), NO(kexec_load),
	NO(keyctl), NO(lookup_dcookie), NO(mbind), NO(migrate_pages), NO(mount), NO(mount_setattr), NO(move_mount),
	NO(move_pages), NO(nfsservctl), NO(open_by_handle_at), NO(open_tree), NO(perf_event_open), NO(pidfd_getfd),
	NO(pivot_root), NO(process_madvise), NO(quotactl), NO(reboot), NO(request_key), NO(set_mempolicy),
	NO(setdomainname), NO(sethostname), NO(setns), NO(settimeofday), NO(swapoff), NO(swapon), NO(sysfs), NO(syslog),
	NO(umount2), NO(unshare), NO(uselib), NO(userfaultfd), NO(ustat), NO(vhangup),
#ifdef __i386__
	NO(clock_settime64), NO(stime), NO(umount), NO(vm86), NO(vm86old),
#endif
	UNLESS(JEQ, SYS_clone), ALLOW,
	LOAD(args[0]), IF(JSET, NAMESPACES), REFUSE,
	ALLOW,
};

int main(int argc, char **argv)
{
	struct sock_fprog program = { sizeof filter / sizeof filter[0], filter };

	(void)argc;
	/* Root installs it without PR_SET_NO_NEW_PRIVS, as engines do, so that set-user-ID programs work. */
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0 &&
	    (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	     prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)) {
		perror("seccomp");
		return 1;
	}
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 1;
}
