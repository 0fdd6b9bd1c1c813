//! Device numbers.

use crate::errno::{Errno, Result};

/// A device number (`dev_t`), split into its two parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct Dev {
    /// The driver.
    pub major: u32,
    /// The device among those of the driver.
    pub minor: u32,
}

impl Dev {
    /// Splits the kernel's encoding (`new_encode_dev`), in which twelve bits of the major number
    /// stand between eight bits and twelve bits of the minor number.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: u64) -> Self {
        let raw = raw as u32;
        Self {
            major: (raw >> 8) & 0xfff,
            minor: (raw & 0xff) | ((raw >> 12) & 0xfff00),
        }
    }

    /// Returns the kernel's encoding (`new_encode_dev`). [`from_raw`](Self::from_raw) turns it into
    /// the same device number again.
    ///
    /// # Errors
    ///
    /// - [`INVAL`](crate::Errno::INVAL): the major number is above `0xfff` or the minor number
    ///   above `0xf_ffff`, so that the encoding has no bits for it. The kernel has no such device.
    #[doc(alias = "makedev")]
    #[inline]
    pub const fn to_raw(self) -> Result<u32> {
        if self.major > 0xfff || self.minor > 0xf_ffff {
            return Err(Errno::INVAL);
        }
        Ok((self.minor & 0xff) | (self.major << 8) | ((self.minor & 0xfff00) << 12))
    }
}
