//! Calls of the functions in `random`.

use trapgate::random::GetrandomFlags;

use super::stage::put;
use super::wires;

wires! {
    random::getrandom
        (put([0; 5]), GetrandomFlags::NONBLOCK)
        (put([0; 6]), GetrandomFlags::RANDOM | GetrandomFlags::INSECURE);
}
