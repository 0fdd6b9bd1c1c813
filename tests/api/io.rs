mod close;
mod dup;
mod fcntl;
mod ioctl_tty;
mod lseek;
mod read_write;
mod readv;
mod truncate;
