//! Calls of the functions in `signal`.

use trapgate::process::getpid;
use trapgate::signal::Signal;
use trapgate::types::id::Pid;

use super::wires;

wires! {
    signal::kill {
        let this = getpid();
    }
        (this, None)
        (this, Some(Signal::CHLD))
        (Pid::from_raw(i32::MAX), Some(Signal::TERM));
}
