//! The vDSO: functions that the kernel maps into every process, for what needs no change of mode.
//!
//! [`time::clock_gettime`](crate::time::clock_gettime), [`clock_getres`](crate::time::clock_getres),
//! [`gettimeofday`](crate::time::gettimeofday), [`time`](crate::time::time) and [`thread::getcpu`](crate::thread::getcpu)
//! call it, and make their system call where it lacks the function. [`Vdso`] shows what is there, [`disable`] leaves it
//! alone.
//!
//! The image is found by the auxiliary vector's [`SYSINFO_EHDR`](crate::auxv::Type::SYSINFO_EHDR), on the first call of
//! each function: without a system call in a program that starts with `entry!`, else with those that
//! [`auxv`](crate::auxv) lists and one `mincore`, which asks whether the image is still mapped. After [`disable`], this is
//! asked of `/proc/self/maps` in every program.

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

/// A page on x86: as much of the image is certain to be mapped.
const PAGE: usize = 4096;

/// More than any vDSO has.
const MAX: usize = 16 * PAGE;

impl Vdso {
    /// Finds and reads the image. `None` where the kernel gave no address, the image is no longer mapped there, or what is
    /// there is no image that [`Image::parse`] takes.
    ///
    /// The image is taken to stay where it is. A process that moves or unmaps its vDSO calls [`disable`] first.
    #[must_use]
    #[inline(never)]
    pub fn current() -> Option<Self> {
        let base: *const u8 = ptr::with_exposed_provenance(Auxv::current().sysinfo_ehdr()?);
        // SAFETY: at the address of the auxiliary vector the kernel has mapped an image, of a page at least, that it
        // never changes.
        let page = unsafe { core::slice::from_raw_parts(base, PAGE) };
        let len = image::span(page)?.checked_next_multiple_of(PAGE)?.min(MAX);
        // SAFETY: the image's own headers say that so many pages are mapped.
        let bytes = unsafe { core::slice::from_raw_parts(base, len) };
        let image = Image::parse(bytes)?;
        Some(Self { bytes, image })
    }

    /// The address of a function: `vdso.symbol("__vdso_clock_gettime", "LINUX_2.6")`.
    ///
    /// `None` where the image has no function of that name and version. In an image without versions the name counts.
    #[must_use]
    #[inline]
    pub fn symbol(&self, name: &str, version: &str) -> Option<NonNull<c_void>> {
        let symbol = self.image.symbol(name, version)?;
        let first = self.bytes.get(symbol.offset..)?;
        NonNull::new(first.as_ptr().cast_mut().cast())
    }

    /// Every function, with its version, size and offset.
    #[must_use]
    #[inline]
    pub fn symbols(&self) -> Symbols<'static> {
        self.image.symbols()
    }

    /// The image in memory, from its ELF header to the end of its last segment, in whole pages.
    ///
    /// The kernel's mapping may be longer. On x86_64, Linux 5.10 and 6.1 map the section headers too, in a page of their own.
    /// `/proc/self/maps` shows the whole mapping, and only the whole mapping can be moved or unmapped.
    #[must_use]
    #[inline]
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
    }
}

/// The address and the length of the image, of which nothing is read: it may be gone.
impl fmt::Debug for Vdso {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut image = f.debug_struct("Vdso");
        image.field("address", &self.bytes.as_ptr());
        image.field("len", &self.bytes.len()).finish()
    }
}

/// The version of everything that is called here.
const VERSION: &str = "LINUX_2.6";

/// The address of a function that this target calls.
fn find(name: Option<&str>) -> Option<*mut ()> {
    let address = Vdso::current()?.symbol(name?, VERSION)?;
    Some(address.as_ptr().cast())
}
