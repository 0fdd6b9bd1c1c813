//! Ends in the way that its argument names: with a status, an error, or an error without a name.
#![no_std]
#![no_main]
#![forbid(unsafe_code)]
#![deny(missing_docs, unsafe_op_in_unsafe_fn, clippy::all, clippy::pedantic)]

use trapgate::{Errno, Result, rt::Start};

trapgate::entry!(main, bare);

fn main(start: Start) -> Result<i32> {
    let text = start
        .args()
        .nth(1)
        .and_then(|argument| argument.to_str().ok());
    match text {
        None => Ok(0),
        Some("error") => Err(Errno::NOENT),
        Some("unknown") => Err(Errno::from_raw(4000).unwrap_or(Errno::INVAL)),
        Some(number) => number.parse().map_err(|_| Errno::INVAL),
    }
}
