//! Every wrapper in `sysno.tbl` exists: one that does not is an import that does not compile.

#![allow(unused_imports)]

include!(concat!(env!("OUT_DIR"), "/wrappers.rs"));
