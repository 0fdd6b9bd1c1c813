//! Device numbers.

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
}
