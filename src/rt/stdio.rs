//! The three descriptors that a program is started with.

use crate::types::fd::BorrowedFd;

/// Standard input, descriptor 0.
// SAFETY: whoever started the program opened it; where nobody did, a call answers BADF.
pub const STDIN: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(0) };

/// Standard output, descriptor 1.
// SAFETY: as above.
pub const STDOUT: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(1) };

/// Standard error, descriptor 2.
// SAFETY: as above.
pub const STDERR: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(2) };
