#[cfg(feature = "std")]
mod fd;
mod flags;
mod named;
mod result;
mod time;
