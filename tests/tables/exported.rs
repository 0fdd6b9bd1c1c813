//! Imports every wrapper in `sysno.tbl`: if one does not exist, this file does not compile.

#![allow(unused_imports)]

include!(concat!(env!("OUT_DIR"), "/wrappers.rs"));
