//! The vDSO: functions that the kernel maps into every process, for requests that need no change of
//! mode.
//!
//! [`time::clock_gettime`](crate::time::clock_gettime),
//! [`clock_getres`](crate::time::clock_getres), [`gettimeofday`](crate::time::gettimeofday),
//! [`time`](crate::time::time) and [`thread::getcpu`](crate::thread::getcpu) call the vDSO, and
//! make their system call if it lacks the function. [`Vdso`] shows which functions it has, and
//! [`disable`] makes this crate leave it alone.
//!
//! The first call of each function finds the image by the auxiliary vector's
//! [`SYSINFO_EHDR`](crate::auxv::Type::SYSINFO_EHDR). In a program that starts with `entry!`, this
//! makes no system call. In any other, it makes those that [`auxv`](crate::auxv) lists, and one
//! `mincore` to check that the image is still mapped. After [`disable`], every program reads
//! `/proc/self/maps` instead.
//!
//! ```
//! use trapgate::vdso::Vdso;
//!
//! if let Some(vdso) = Vdso::current() {
//!     for symbol in vdso.symbols() {
//!         println!("{:#x} {:?}", symbol.offset, symbol.name);
//!     }
//! }
//! ```

#[forbid(unsafe_code)]
pub mod image;
mod slot;

use core::ffi::c_void;
use core::fmt;
use core::ptr::{self, NonNull};

use crate::auxv::Auxv;
use image::{Image, Symbols};

pub(crate) use slot::{clock_getres, clock_gettime, getcpu, gettimeofday, or_call, time};
pub use slot::{disable, enable};

/// The vDSO of this process.
#[derive(Clone, Copy)]
pub struct Vdso {
    bytes: &'static [u8],
    image: Image<'static>,
}

/// The size of a page on x86. At least this much of the image is mapped.
const PAGE: usize = 4096;

/// The most bytes of an image that are read. No vDSO is as long.
const MAX: usize = 16 * PAGE;

impl Vdso {
    /// Finds and parses the image.
    ///
    /// Returns `None` if the kernel passed no address, if the image is no longer mapped there, or
    /// if [`Image::parse`] rejects it.
    ///
    /// The result assumes that the image stays where it is. A process that moves or unmaps its vDSO
    /// must call [`disable`] first.
    #[must_use]
    #[inline(never)]
    pub fn current() -> Option<Self> {
        let base: *const u8 = ptr::with_exposed_provenance(Auxv::current().sysinfo_ehdr()?);
        // SAFETY: the kernel has mapped an image of at least a page at this address of the
        // auxiliary vector, and never changes it.
        let page = unsafe { core::slice::from_raw_parts(base, PAGE) };
        let len = image::span(page)?.checked_next_multiple_of(PAGE)?.min(MAX);
        // SAFETY: according to the image's own headers, this many pages are mapped.
        let bytes = unsafe { core::slice::from_raw_parts(base, len) };
        let image = Image::parse(bytes)?;
        Some(Self { bytes, image })
    }

    /// Returns the address of a function: `vdso.symbol("__vdso_clock_gettime", "LINUX_2.6")`.
    ///
    /// Returns `None` if the image has no function with this name and version. In an image without
    /// versions, only the name counts.
    #[must_use]
    #[inline]
    pub fn symbol(&self, name: &str, version: &str) -> Option<NonNull<c_void>> {
        let symbol = self.image.symbol(name, version)?;
        let first = self.bytes.get(symbol.offset..)?;
        NonNull::new(first.as_ptr().cast_mut().cast())
    }

    /// Returns every function, with its version, size and offset.
    #[must_use]
    #[inline]
    pub fn symbols(&self) -> Symbols<'static> {
        self.image.symbols()
    }

    /// Returns the image in memory, from its ELF header to the end of its last segment, in whole
    /// pages.
    ///
    /// The kernel's mapping may be longer. On x86_64, Linux 5.10 and 6.1 also map the section
    /// headers, in a page of their own. `/proc/self/maps` shows the whole mapping, which can only
    /// be moved or unmapped as a whole.
    #[must_use]
    #[inline]
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
    }
}

/// Shows the address and the length of the image, and reads none of it, because it may be unmapped.
impl fmt::Debug for Vdso {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut image = f.debug_struct("Vdso");
        image.field("address", &self.bytes.as_ptr());
        image.field("len", &self.bytes.len()).finish()
    }
}

/// The version of every function that this crate calls.
const VERSION: &str = "LINUX_2.6";

/// Returns the address of a function that this target calls.
fn find(name: Option<&str>) -> Option<*mut ()> {
    let address = Vdso::current()?.symbol(name?, VERSION)?;
    Some(address.as_ptr().cast())
}
