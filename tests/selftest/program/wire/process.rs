//! Calls of the functions in `process`.

use core::ffi::{CStr, c_char};
use core::mem::MaybeUninit;
use core::ptr;

use trapgate::process::{Dumpable, Rusage, WaitFlags, getpid, prctl_set_no_new_privs};
use trapgate::types::id::{Gid, Pid};

use super::stage::{end_child, ended_child, put, somebody};
use super::wires;

/// Returns a list of one string in the form that `execve` takes.
fn list(string: &'static CStr) -> *const *const c_char {
    put([string.as_ptr(), ptr::null()]).as_ptr()
}

wires! {
    process::execve
        (c"./none", list(c"argument"), list(c"NAME=value"));

    process::exit_group
        (0x0102_0307);

    process::fork {
        let parent = getpid();
        // Dropped in both processes after the second marker.
        struct End(Pid);
        impl Drop for End {
            fn drop(&mut self) {
                end_child(self.0);
            }
        }
        let _end = End(parent);
    }
        ();

    process::getegid { somebody()?; } ();
    process::geteuid { somebody()?; } ();
    process::getgid { somebody()?; } ();
    process::getuid { somebody()?; } ();

    process::getgroups {
        somebody()?;
    }
        (put([Gid::from_raw(0); 3]))
        (put([Gid::from_raw(0); 1]))
        (&mut []);

    process::getpid ();
    process::getppid ();

    process::getresgid { somebody()?; } ();
    process::getresuid { somebody()?; } ();

    process::prctl_get_dumpable ();

    process::prctl_get_name
        (put([MaybeUninit::uninit(); 16]));

    process::prctl_get_no_new_privs {
        prctl_set_no_new_privs().map_err(|_| "cannot set no_new_privs")?;
    }
        ();

    process::prctl_set_dumpable
        (Dumpable::USER)
        (Dumpable::from_raw(7));

    process::prctl_set_name
        (c"trapgate");

    process::prctl_set_no_new_privs ();

    process::wait4 {
        let child = ended_child()?;
    }
        (child, WaitFlags::ALL | WaitFlags::CONTINUED, Some(put(MaybeUninit::<Rusage>::uninit())))
        (Pid::from_raw(-1), WaitFlags::NOHANG, None);
}
