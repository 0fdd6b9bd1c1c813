mod flags;
mod named;
mod time;
