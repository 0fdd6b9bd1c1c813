//! A thread whose system calls a supervisor in this process completes instead of the kernel. Tests
//! use it for results that no kernel returns, or that a kernel returns only on special hardware.

use std::mem::{size_of_val, zeroed};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use trapgate::Sysno;
use trapgate::fd::OwnedFd;

use crate::support::filter::{self, Filter};
use crate::support::skip::skip;

const SECCOMP_IOCTL_NOTIF_RECV: u32 = 0xc050_2100;
const SECCOMP_IOCTL_NOTIF_SEND: u32 = 0xc018_2101;

/// Runs `body` on a new thread and returns its result. On that thread, each call of `number`
/// returns the word that `answer` computes from its arguments. If this process may not supervise,
/// returns `None` and prints a skip of `test`.
pub(crate) fn answered<T: Send>(
    test: &str,
    number: Sysno,
    answer: impl Fn([u64; 6]) -> i64,
    body: impl FnOnce() -> T + Send,
) -> Option<T> {
    std::thread::scope(|scope| {
        let (tell, told) = mpsc::channel();
        let thread = scope.spawn(move || {
            let listener = listen(number);
            let listens = listener.is_ok();
            tell.send(listener).unwrap();
            listens.then(body)
        });
        match told.recv().unwrap() {
            Ok(listener) => supervise(&listener, answer, || thread.is_finished()),
            Err(error) => skip(test, format!("seccomp cannot supervise: {error}")),
        }
        thread.join().unwrap()
    })
}

/// Installs a filter that passes the calling thread's later calls of `number` to the owner of the
/// returned descriptor.
fn listen(number: Sysno) -> std::io::Result<OwnedFd> {
    let fd = Filter::new([number.raw()], filter::ASK, filter::ALLOW).listen()?;
    // SAFETY: the descriptor is new.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Completes calls until the thread has finished.
fn supervise(listener: &OwnedFd, answer: impl Fn([u64; 6]) -> i64, finished: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    let fd = listener.as_raw_fd();
    while !finished() {
        assert!(Instant::now() < deadline, "the thread has not finished");
        // SAFETY: the structs have the kernel's layout, and the received one is zeroed first.
        unsafe {
            let mut ready = libc::pollfd {
                fd,
                events: libc::POLLIN,
                revents: 0,
            };
            if libc::poll(&raw mut ready, 1, 1) != 1 || ready.revents & libc::POLLIN == 0 {
                continue;
            }
            let mut call: libc::seccomp_notif = zeroed();
            assert_eq!(size_of_val(&call), 80);
            if libc::ioctl(fd, SECCOMP_IOCTL_NOTIF_RECV as _, &raw mut call) != 0 {
                continue;
            }
            let mut reply: libc::seccomp_notif_resp = zeroed();
            (reply.id, reply.val) = (call.id, answer(call.data.args));
            let sent = libc::ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND as _, &raw const reply);
            assert_eq!(sent, 0, "{}", std::io::Error::last_os_error());
        }
    }
}
