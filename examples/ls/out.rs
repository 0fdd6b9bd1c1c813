//! The output, written in large pieces.

use core::fmt;

use trapgate::io::write;
use trapgate::rt::STDOUT;
use trapgate::tty::ioctl_tiocgwinsz;
use trapgate::{Errno, Result};

pub(crate) struct Out {
    waiting: [u8; 1 << 14],
    len: usize,
    broken: Option<Errno>,
    terminal: bool,
}

impl Out {
    pub(crate) fn new() -> Self {
        Self {
            waiting: [0; 1 << 14],
            len: 0,
            broken: None,
            terminal: ioctl_tiocgwinsz(STDOUT).is_ok(),
        }
    }

    /// Writes bytes unchanged.
    pub(crate) fn write(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && self.broken.is_none() {
            let room = self.waiting.get_mut(self.len..).unwrap_or_default();
            let (now, later) = bytes.split_at(bytes.len().min(room.len()));
            for (room, &byte) in room.iter_mut().zip(now) {
                *room = byte;
            }
            self.len += now.len();
            bytes = later;
            if !bytes.is_empty() {
                let _ = self.flush();
            }
        }
    }

    /// Writes a name. On a terminal, `?` replaces control characters and bytes that are not UTF-8.
    pub(crate) fn name(&mut self, name: &[u8]) {
        if !self.terminal {
            return self.write(name);
        }
        for chunk in name.utf8_chunks() {
            for character in chunk.valid().chars() {
                let character = if character.is_control() {
                    '?'
                } else {
                    character
                };
                self.write(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            for _ in chunk.invalid() {
                self.write(b"?");
            }
        }
    }

    /// Writes what is waiting, and returns the first error of the whole output, if there was one.
    pub(crate) fn flush(&mut self) -> Result<()> {
        let mut rest = self.waiting.get(..self.len).unwrap_or_default();
        while !rest.is_empty() && self.broken.is_none() {
            match write(STDOUT, rest) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(error) => self.broken = Some(error),
            }
        }
        self.len = 0;
        self.broken.map_or(Ok(()), Err)
    }

    /// Writes what is waiting at the end, before an error of the output is reported.
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.flush()
    }
}

impl fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.write(text.as_bytes());
        Ok(())
    }
}
