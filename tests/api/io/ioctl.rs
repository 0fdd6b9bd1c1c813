mod file;
pub(in crate::api) mod fuse;
mod request;
mod requests;
pub(in crate::api) mod reserve;
mod served;
