//! The buffer for Miri: each image gets an allocation of its own, and Miri reports any access
//! outside it.

pub(crate) struct Guarded(Vec<u8>);

impl Guarded {
    pub(crate) fn new(_: usize) -> Self {
        Self(Vec::new())
    }

    pub(crate) fn head(&mut self, len: usize) -> &mut [u8] {
        self.tail(len)
    }

    pub(crate) fn tail(&mut self, len: usize) -> &mut [u8] {
        self.0 = vec![0; len];
        &mut self.0
    }
}
