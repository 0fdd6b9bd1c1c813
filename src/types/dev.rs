//! Device numbers.

use crate::errno::{Errno, Result};

/// The number of a device (`dev_t`) in its two parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct Dev {
    /// Which driver.
    pub major: u32,
    /// Which of the driver's devices.
    pub minor: u32,
}

impl Dev {
    /// From the kernel's one number (`new_encode_dev`): twelve bits of major between eight and twelve of minor.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: u64) -> Self {
        let raw = raw as u32;
        Self {
            major: (raw >> 8) & 0xfff,
            minor: (raw & 0xff) | ((raw >> 12) & 0xfff00),
        }
    }

    /// The kernel's one number (`new_encode_dev`), of which [`from_raw`](Self::from_raw) makes the same device again.
    ///
    /// # Errors
    ///
    /// - [`INVAL`](Errno::INVAL): a major number above `0xfff` or a minor number above `0xf_ffff`, which the number has
    ///   no bits for. The kernel has no such device.
    #[doc(alias = "makedev")]
    #[inline]
    pub const fn to_raw(self) -> Result<u32> {
        if self.major > 0xfff || self.minor > 0xf_ffff {
            return Err(Errno::INVAL);
        }
        Ok((self.minor & 0xff) | (self.major << 8) | ((self.minor & 0xfff00) << 12))
    }
}
