//! Extended attributes of an entry.

use core::ffi::CStr;
use core::fmt::Write as _;
use core::mem::MaybeUninit;

use trapgate::fs::{SizeOnly, XattrNames, lgetxattr, llistxattr};

use crate::directory::Place;
use crate::out::Out;

/// The longest path that the kernel accepts, in bytes.
const PATH_MAX: usize = 4096;
/// The most bytes that the names of all attributes of a file have.
const XATTR_LIST_MAX: usize = 65_536;

/// The path of an entry. The calls that take a directory's descriptor are newer than most kernels.
pub(crate) struct Path {
    bytes: [u8; PATH_MAX],
    len: usize,
}

impl Path {
    /// Joins the path. Returns `None` if it is too long.
    pub(crate) fn new(place: Place<'_>, name: &CStr) -> Option<Self> {
        let mut path = Self {
            bytes: [0; PATH_MAX],
            len: 0,
        };
        if let Place::Directory { path: parent, .. } = place {
            path.append(parent.to_bytes())?;
            path.append(b"/")?;
        }
        path.append(name.to_bytes_with_nul())?;
        Some(path)
    }

    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        let room = self.bytes.get_mut(self.len..)?.get_mut(..bytes.len())?;
        for (room, &byte) in room.iter_mut().zip(bytes) {
            *room = byte;
        }
        self.len += bytes.len();
        Some(())
    }

    fn as_c_str(&self) -> &CStr {
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        CStr::from_bytes_with_nul(bytes).unwrap_or_default()
    }

    /// Returns whether the entry has attributes.
    pub(crate) fn has_attributes(&self) -> bool {
        llistxattr(self.as_c_str(), SizeOnly).is_ok_and(|size| size != 0)
    }

    /// Prints a line for each attribute.
    pub(crate) fn print_attributes(&self, out: &mut Out) {
        let mut room = [const { MaybeUninit::uninit() }; XATTR_LIST_MAX];
        let Ok(names) = llistxattr(self.as_c_str(), &mut room) else {
            return;
        };
        for name in XattrNames::new(names) {
            // An attribute that was removed meanwhile gets no line.
            if let Ok(size) = lgetxattr(self.as_c_str(), name, SizeOnly) {
                out.write(b"    ");
                out.name(name.to_bytes());
                // `Out` keeps the error until the end.
                let _ = writeln!(out, " {size}");
            }
        }
    }
}
