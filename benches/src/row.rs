//! A row: one operation, and the candidates that perform it.

use std::fmt;

/// Performs the operation this many times.
pub type Run = Box<dyn FnMut(usize)>;

/// A loop around an expression, whose value the compiler must compute.
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

/// A library or program that performs operations.
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
    /// All candidates, in the order of a table's columns.
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

    /// Returns whether this is another project's way to do the same.
    #[must_use]
    pub fn is_peer(self) -> bool {
        !matches!(self, Self::Ours | Self::Syscall)
    }

    /// Returns the name in a table.
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

/// A candidate for an operation, or the reason why it cannot perform it.
#[derive(Debug)]
pub struct Candidate {
    /// The library or program.
    pub who: Who,
    /// The loop, or the reason why there is none.
    pub run: Result<Loop, String>,
}

/// A [`Run`] that implements `Debug`.
pub struct Loop(pub Run);

impl fmt::Debug for Loop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Loop")
    }
}

/// How much longer trapgate may take than the fastest of some others.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The others.
    pub against: &'static [Who],
    /// The largest permitted ratio.
    pub most: f64,
}

/// An operation, and what performs it.
#[derive(Debug)]
pub struct Row {
    /// The group to which it belongs.
    pub group: &'static str,
    /// The operation's name.
    pub name: String,
    /// How many bytes it processes.
    pub bytes: Option<usize>,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// The limits on trapgate's time.
    pub limits: Vec<Limit>,
}

impl Row {
    /// Creates a row without candidates.
    pub fn new(group: &'static str, name: impl Into<String>) -> Self {
        Self {
            group,
            name: name.into(),
            bytes: None,
            candidates: Vec::new(),
            limits: Vec::new(),
        }
    }

    /// Adds a candidate.
    #[must_use]
    pub fn by(mut self, who: Who, run: Run) -> Self {
        let run = Ok(Loop(run));
        self.candidates.push(Candidate { who, run });
        self
    }

    /// Adds a candidate, or the reason why it is missing.
    #[must_use]
    pub fn by_some(self, who: Who, run: Result<Run, String>) -> Self {
        match run {
            Ok(run) => self.by(who, run),
            Err(why) => self.without(who, why),
        }
    }

    /// Adds a candidate that cannot perform the operation, and the reason.
    #[must_use]
    pub fn without(mut self, who: Who, why: impl Into<String>) -> Self {
        let run = Err(why.into());
        self.candidates.push(Candidate { who, run });
        self
    }

    /// Adds a limit.
    #[must_use]
    pub fn limit(mut self, against: &'static [Who], most: f64) -> Self {
        self.limits.push(Limit { against, most });
        self
    }
}
