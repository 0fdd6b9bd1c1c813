//! Under Miri: a buffer of its own for each image, beside which Miri lets nobody read.

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
