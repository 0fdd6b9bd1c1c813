mod request;
mod tty;
