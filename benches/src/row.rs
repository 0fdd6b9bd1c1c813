//! A row: one operation, and who does it.

use std::fmt;

/// Makes the operation so many times.
pub type Run = Box<dyn FnMut(usize)>;

/// A loop around an expression whose value is kept.
#[macro_export]
macro_rules! run {
    ($body:expr) => {
        ::std::boxed::Box::new(move |calls: usize| {
            for _ in 0..calls {
                let _ = ::std::hint::black_box($body);
            }
        })
    };
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// trapgate.
    Ours,
    /// trapgate's raw system call, if the operation itself makes none.
    Syscall,
    /// The C library.
    Libc,
    /// Rust's standard library.
    Std,
    /// The crate rustix.
    Rustix,
    /// The crate nc.
    Nc,
    /// The crate syscalls.
    Syscalls,
    /// The crate `compiler_builtins`, built with its memory functions.
    Builtins,
    /// A program in C without a C library.
    Bare,
    /// A static program in C with musl.
    Musl,
    /// A static program in C with glibc.
    StaticGlibc,
    /// A dynamic program in C with glibc.
    Glibc,
}

impl Who {
    /// In the order of a table's columns.
    pub const ALL: [Self; 12] = [
        Self::Ours,
        Self::Syscall,
        Self::Libc,
        Self::Std,
        Self::Rustix,
        Self::Nc,
        Self::Syscalls,
        Self::Builtins,
        Self::Bare,
        Self::Musl,
        Self::StaticGlibc,
        Self::Glibc,
    ];

    /// Somebody else's way to do the same.
    #[must_use]
    pub fn is_peer(self) -> bool {
        !matches!(self, Self::Ours | Self::Syscall)
    }

    /// What a table calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "trapgate",
            Self::Syscall => "syscall",
            Self::Libc => "libc",
            Self::Std => "std",
            Self::Rustix => "rustix",
            Self::Nc => "nc",
            Self::Syscalls => "syscalls",
            Self::Builtins => "builtins",
            Self::Bare => "no libc",
            Self::Musl => "musl",
            Self::StaticGlibc => "glibc",
            Self::Glibc => "dynamic",
        }
    }
}

/// One of those who do it, or why it cannot.
#[derive(Debug)]
pub struct Candidate {
    /// Who.
    pub who: Who,
    /// How, or why not.
    pub run: Result<Loop, String>,
}

/// A [`Run`] that can be shown.
pub struct Loop(pub Run);

impl fmt::Debug for Loop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Loop")
    }
}

/// How much longer than the fastest of some it may take.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// These.
    pub against: &'static [Who],
    /// So many times as long.
    pub most: f64,
}

/// An operation.
#[derive(Debug)]
pub struct Row {
    /// The group it stands in.
    pub group: &'static str,
    /// What it does.
    pub name: String,
    /// How many bytes it moves.
    pub bytes: Option<usize>,
    /// Who does it.
    pub candidates: Vec<Candidate>,
    /// What it may take.
    pub limits: Vec<Limit>,
}

impl Row {
    /// A row of which nobody does anything yet.
    pub fn new(group: &'static str, name: impl Into<String>) -> Self {
        Self {
            group,
            name: name.into(),
            bytes: None,
            candidates: Vec::new(),
            limits: Vec::new(),
        }
    }

    /// With one more who does it.
    #[must_use]
    pub fn by(mut self, who: Who, run: Run) -> Self {
        let run = Ok(Loop(run));
        self.candidates.push(Candidate { who, run });
        self
    }

    /// With one who does it if there is one.
    #[must_use]
    pub fn by_some(self, who: Who, run: Result<Run, String>) -> Self {
        match run {
            Ok(run) => self.by(who, run),
            Err(why) => self.without(who, why),
        }
    }

    /// With one who cannot.
    #[must_use]
    pub fn without(mut self, who: Who, why: impl Into<String>) -> Self {
        let run = Err(why.into());
        self.candidates.push(Candidate { who, run });
        self
    }

    /// With one more limit.
    #[must_use]
    pub fn limit(mut self, against: &'static [Who], most: f64) -> Self {
        self.limits.push(Limit { against, most });
        self
    }
}
