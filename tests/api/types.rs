mod flags;
mod named;
mod result;
mod time;
