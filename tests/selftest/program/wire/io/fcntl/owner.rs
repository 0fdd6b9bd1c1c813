//! The owner that receives an open file's signals, and the signal that is sent.

use trapgate::io::{OwnerEx, OwnerKind, fcntl_getowner_uids, fcntl_setown, fcntl_setsig};
use trapgate::signal::Signal;
use trapgate::types::id::Pid;

use crate::wire::stage::{NONE, file, put, somebody};
use crate::wire::wires;

/// The only process that always exists.
const FIRST: Pid = Pid::from_raw(1);

wires! {
    io::fcntl_getown {
        let file = file()?;
        fcntl_setown(&file, FIRST).map_err(|_| "no process 1")?;
    }
        (&file)
        (NONE);

    io::fcntl_getown_ex {
        let file = file()?;
        fcntl_setown(&file, FIRST).map_err(|_| "no process 1")?;
    }
        (&file)
        (NONE);

    io::fcntl_getowner_uids {
        let file = file()?;
        somebody()?;
        fcntl_setown(&file, FIRST).map_err(|_| "no process 1")?;
        fcntl_getowner_uids(&file).map_err(|_| "the kernel has no checkpoint support")?;
    }
        (&file)
        (NONE);

    io::fcntl_getsig {
        let file = file()?;
        fcntl_setsig(&file, Some(Signal::RTMAX)).map_err(|_| "no signal")?;
    }
        (&file)
        (NONE);

    io::fcntl_setown {
        let file = file()?;
    }
        (&file, FIRST)
        (&file, Pid::from_raw(0))
        (&file, Pid::from_raw(-i32::MAX))
        (NONE, FIRST);

    io::fcntl_setown_ex {
        let file = file()?;
        let owner = put(OwnerEx::new(OwnerKind::PID, FIRST));
        let none = put(OwnerEx::new(OwnerKind::PGRP, Pid::from_raw(i32::MAX)));
    }
        (&file, owner)
        (&file, none)
        (NONE, owner);

    io::fcntl_setsig {
        let file = file()?;
    }
        (&file, Some(Signal::RTMAX))
        (&file, None)
        (NONE, Some(Signal::IO));
}
