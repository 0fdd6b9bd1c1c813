mod flags;
mod named;
