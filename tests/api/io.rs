mod close;
mod dup;
mod fcntl;
mod ioctl;
mod lseek;
mod read_write;
mod readv;
mod truncate;
