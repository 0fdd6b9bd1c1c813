//! `flock(2)`.

use trapgate::io::FlockOperation;

use crate::wire::stage::{NONE, file};
use crate::wire::wires;

wires! {
    io::flock {
        let file = file()?;
        let at_once = FlockOperation::EX | FlockOperation::NB;
    }
        (&file, at_once)
        (&file, FlockOperation::UN)
        (NONE, FlockOperation::SH);
}
