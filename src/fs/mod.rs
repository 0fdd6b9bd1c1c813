//! Files and paths: opening, asking, changing, removing.

mod open;
mod statx;

pub use crate::types::at::AtFlags;
pub use crate::types::dev::Dev;
pub use crate::types::mode::{FileType, Mode};
pub use crate::types::open::OpenFlags;
pub use open::{CWD, OpenHow, ResolveFlags, openat, openat2};
pub use statx::{Statx, StatxAttributes, StatxFlags, StatxTimestamp, statx};
