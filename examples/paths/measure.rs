//! Tries each row, then times all of them in rounds.

use core::fmt;
use core::ptr;

use trapgate::mm::{MapFlags, ProtFlags, mmap_anonymous};
use trapgate::process::{self, Fork, WaitFlags};
use trapgate::signal::Signal;
use trapgate::thread::{CpuSet, getcpu, sched_setaffinity};
use trapgate::time::{ClockId, clock_gettime};
use trapgate::types::id::Pid;
use trapgate::vdso::Vdso;
use trapgate::{Errno, raw};

use crate::options::Options;
use crate::rows::{self, Answer, Path, Place, Row};
use crate::target;
use crate::terminal::Progress;
use crate::text::{Text, put, thousandths};
use crate::tsc::{self, now};

/// The most rounds there can be: a power of two.
pub(crate) const ROUNDS: usize = 8192;

/// How long the rounds take, in nanoseconds.
const TIME: u64 = 2_500_000_000;

/// A row is given as many calls a round as take so many ticks: long beside reading the counter, short beside what
/// interrupts.
const TICKS: u64 = 1 << 16;

/// The most calls a round.
const CALLS: u32 = 1 << 14;

/// More rows than any target has.
const ROWS: usize = 32;

/// The version of all of the vDSO's functions.
const VERSION: &str = "LINUX_2.6";

/// Why there is no table.
pub(crate) enum Trouble {
    /// The time stamp counter may not be read.
    Counter,
    /// The clock that tells how fast the counter counts.
    Clock(Errno),
    /// That clock or the counter stands still.
    Still,
    Memory(Errno),
    Output(Errno),
}

/// Why a row has no numbers.
#[derive(Clone, Copy)]
pub(crate) enum Absence {
    Path(&'static str),
    NoVdso,
    Symbol(&'static str),
    Call(Errno),
    Signal(Signal),
    /// The call answered what it should not.
    Answer,
}

/// What a row costs, in thousandths.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) least_ns: u64,
    pub(crate) median_ns: u64,
    pub(crate) cycles: u64,
    pub(crate) times: u64,
}

/// A row and what became of it.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) path: &'static Path,
    pub(crate) row: &'static Row,
    place: Place,
    /// Calls a round.
    calls: u32,
    pub(crate) cost: Result<Cost, Absence>,
}

/// All that was found out.
pub(crate) struct Findings {
    entries: [Option<Entry>; ROWS],
    pub(crate) rounds: usize,
    /// Thousandths of a second.
    pub(crate) millis: u64,
    /// Ticks of the counter in a millisecond.
    kilohertz: u64,
    /// The processor on which it was all done.
    cpu: Option<u32>,
}

impl Findings {
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// What there is to say of the counter.
    pub(crate) fn counter(&self) -> Text<128> {
        let mut text = Text::of(format_args!("{} MHz", thousandths(self.kilohertz)));
        if let Some(cpu) = self.cpu {
            put!(text, ", on CPU {cpu}");
        }
        if !tsc::invariant() {
            put!(text, "; the CPU does not say that this rate never changes");
        }
        text
    }

    /// The fewest and the most calls that a row makes in a round.
    pub(crate) fn calls(&self) -> (u32, u32) {
        let measured = || self.entries().filter(|entry| entry.cost.is_ok());
        let calls = || measured().map(|entry| entry.calls);
        (calls().min().unwrap_or(0), calls().max().unwrap_or(0))
    }
}

/// Nanoseconds and, at the same moment, ticks.
fn moment() -> Result<(u64, u64), Trouble> {
    let time = clock_gettime(ClockId::MONOTONIC_RAW).map_err(Trouble::Clock)?;
    let ns = time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64;
    Ok((ns, now()))
}

/// Tries, then measures.
pub(crate) fn measure(options: &Options) -> Result<Findings, Trouble> {
    if !tsc::allowed() {
        return Err(Trouble::Counter);
    }
    let cpu = stay();
    let low = page(target::LOW).or_else(|_| page(MapFlags::empty()));
    let mut entries = list(options, low.map_err(Trouble::Memory)?);
    for entry in entries.iter_mut().flatten() {
        if let Err(absence) = attempt(entry) {
            entry.cost = Err(absence);
        }
    }

    let nothing = (0..100).map(|_| time(0, || 0)).min().unwrap_or(0);
    for entry in entries
        .iter_mut()
        .flatten()
        .filter(|entry| entry.cost.is_ok())
    {
        entry.calls = enough(entry);
    }
    let samples = samples(entries.iter().flatten().count()).map_err(Trouble::Memory)?;

    let wanted = options.rounds.unwrap_or(ROUNDS);
    let mut progress = Progress::new();
    let mut rounds = 0;
    let (start, first) = moment()?;
    let (elapsed, ticks) = loop {
        let rows = entries
            .iter()
            .flatten()
            .zip(samples.chunks_exact_mut(ROUNDS));
        for (entry, samples) in rows.filter(|(entry, _)| entry.cost.is_ok()) {
            let ticks = time(nothing, || (entry.row.run)(&entry.place, entry.calls));
            if let Some(sample) = samples.get_mut(rounds) {
                *sample = u32::try_from(ticks).unwrap_or(u32::MAX);
            }
        }
        rounds += 1;
        let (time, last) = moment()?;
        let elapsed = time.saturating_sub(start);
        let done = match options.rounds {
            Some(_) => rounds as u64 * 100 / wanted as u64,
            None => elapsed * 100 / TIME,
        };
        if rounds == wanted || options.rounds.is_none() && elapsed >= TIME {
            break (elapsed, last.saturating_sub(first));
        }
        progress.show(done);
    };
    progress.erase();

    let kilohertz = ticks.saturating_mul(1_000_000).checked_div(elapsed);
    let kilohertz = kilohertz
        .filter(|&number| number != 0)
        .ok_or(Trouble::Still)?;
    let mut base = None;
    let rows = entries
        .iter_mut()
        .flatten()
        .zip(samples.chunks_exact_mut(ROUNDS));
    for (entry, samples) in rows.filter(|(entry, _)| entry.cost.is_ok()) {
        let samples = samples.get_mut(..rounds).unwrap_or_default();
        samples.sort_unstable();
        let cycles = |ticks: Option<&u32>| {
            let ticks = ticks.copied().unwrap_or(0);
            u64::from(ticks) * 1000 / u64::from(entry.calls)
        };
        let ns = |cycles: u64| cycles.saturating_mul(1_000_000) / kilohertz;
        let (least, median) = (cycles(samples.first()), cycles(samples.get(rounds / 2)));
        // The function call is the first row.
        let base = *base.get_or_insert(median.max(1));
        entry.cost = Ok(Cost {
            least_ns: ns(least),
            median_ns: ns(median),
            cycles: median,
            times: median.saturating_mul(1000) / base,
        });
    }
    Ok(Findings {
        entries,
        rounds,
        millis: elapsed / 1_000_000,
        kilohertz,
        cpu,
    })
}

/// How many ticks it takes, less what reading the counter takes.
#[inline(always)]
fn time(nothing: u64, run: impl FnOnce() -> usize) -> u64 {
    let start = now();
    core::hint::black_box(run());
    now().saturating_sub(start).saturating_sub(nothing)
}

/// How many calls of a row make a round.
fn enough(entry: &Entry) -> u32 {
    let mut calls = 1;
    while calls < CALLS && time(0, || (entry.row.run)(&entry.place, calls)) < TICKS {
        calls *= 2;
    }
    calls
}

/// Stays on the processor that this thread runs on: another one may have another speed.
fn stay() -> Option<u32> {
    let (cpu, _) = getcpu().ok()?;
    let mut set = CpuSet::empty();
    set.insert(cpu as usize);
    sched_setaffinity(None, &set).ok()?;
    Some(cpu)
}

/// A page to write to.
fn page(flags: MapFlags) -> trapgate::Result<*mut core::ffi::c_void> {
    let prot = ProtFlags::READ | ProtFlags::WRITE;
    // SAFETY: not at an address of our choice.
    unsafe { mmap_anonymous(ptr::null_mut(), 4096, prot, MapFlags::PRIVATE | flags) }
}

/// Room for every row's rounds.
fn samples(rows: usize) -> trapgate::Result<&'static mut [u32]> {
    let prot = ProtFlags::READ | ProtFlags::WRITE;
    let flags = MapFlags::PRIVATE | MapFlags::POPULATE;
    let count = rows * ROUNDS;
    // SAFETY: not at an address of our choice.
    let memory = unsafe { mmap_anonymous(ptr::null_mut(), count * size_of::<u32>(), prot, flags) }?;
    // SAFETY: zeros that are nobody else's, and stay.
    Ok(unsafe { core::slice::from_raw_parts_mut(memory.cast(), count) })
}

/// The rows that are wanted, with what is known of them without trying.
fn list(options: &Options, memory: *mut core::ffi::c_void) -> [Option<Entry>; ROWS] {
    let vdso = Vdso::current();
    let mut entries = [None; ROWS];
    let paths = rows::paths().enumerate();
    let wanted =
        paths.filter(|(at, path)| *at == 0 || options.path.is_none_or(|name| name == path.name));
    let rows = wanted.flat_map(|(_, path)| path.rows.iter().map(move |row| (path, row)));
    for (entry, (path, row)) in entries.iter_mut().zip(rows) {
        let function = match (row.symbol, vdso) {
            (None, _) => Ok(ptr::null_mut()),
            (Some(_), None) => Err(Absence::NoVdso),
            (Some(name), Some(vdso)) => match vdso.symbol(name, VERSION) {
                Some(address) => Ok(address.as_ptr()),
                None => Err(Absence::Symbol(name)),
            },
        };
        let known = (path.absent)().map_or(function, |why| Err(Absence::Path(why)));
        let nothing = Cost {
            least_ns: 0,
            median_ns: 0,
            cycles: 0,
            times: 0,
        };
        *entry = Some(Entry {
            path,
            row,
            place: Place {
                function: known.unwrap_or(ptr::null_mut()),
                memory,
            },
            calls: 1,
            cost: known.map(|_| nothing),
        });
    }
    entries
}

/// Makes one call of a row, in a child: what the kernel does not take may end the process.
fn attempt(entry: &Entry) -> Result<(), Absence> {
    entry.cost?;
    // SAFETY: the child makes one call and ends.
    match unsafe { process::fork() } {
        Ok(Fork::Child) => {
            // No core file.
            let _ = process::prctl_set_dumpable(process::Dumpable::DISABLE);
            process::exit_group(match call(entry) {
                Ok(()) => 0,
                Err(Absence::Call(error)) => error.raw(),
                Err(_) => UNEXPECTED,
            })
        }
        Ok(Fork::Parent(child)) => outcome(child),
        // Without a child the rest can be tried all the same.
        Err(error) if entry.row.may_fault => Err(Absence::Call(error)),
        Err(_) => call(entry),
    }
}

/// The status of a child whose call answered what it should not; no errno of the kernel's.
const UNEXPECTED: i32 = 255;

/// Makes one call of a row.
fn call(entry: &Entry) -> Result<(), Absence> {
    let word = (entry.row.run)(&entry.place, 1);
    match (raw::check(word), entry.row.answer) {
        (Ok(_), Answer::Success) | (Err(Errno::BADF), Answer::BadDescriptor) => Ok(()),
        (Ok(_), Answer::BadDescriptor) => Err(Absence::Answer),
        (Err(error), _) => Err(Absence::Call(error)),
    }
}

/// What became of the child.
fn outcome(child: Pid) -> Result<(), Absence> {
    let status = loop {
        match process::wait4(child, WaitFlags::empty(), None) {
            Ok(Some((_, status))) => break status,
            Ok(None) | Err(Errno::INTR) => {}
            Err(error) => return Err(Absence::Call(error)),
        }
    };
    match (status.code(), status.signal()) {
        (Some(0), _) => Ok(()),
        (Some(code), _) => Err(Errno::from_raw(code)
            .filter(|_| code != UNEXPECTED)
            .map_or(Absence::Answer, Absence::Call)),
        (None, Some(signal)) => Err(Absence::Signal(signal)),
        (None, None) => Err(Absence::Answer),
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counter => f.write_str("this process may not read the time stamp counter"),
            Self::Clock(error) => write!(f, "clock_gettime of CLOCK_MONOTONIC_RAW: {error}"),
            Self::Still => {
                f.write_str("CLOCK_MONOTONIC_RAW or the time stamp counter stands still")
            }
            Self::Memory(error) => write!(f, "mmap: {error}"),
            Self::Output(error) => write!(f, "standard output: {error}"),
        }
    }
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(why) => f.write_str(why),
            Self::NoVdso => f.write_str("the kernel gave no vDSO"),
            Self::Symbol(name) => write!(f, "the vDSO has no {name}"),
            Self::Call(error) => match error.name() {
                Some(name) => write!(f, "the kernel answers {name}"),
                None => write!(f, "the kernel answers error {}", error.raw()),
            },
            Self::Signal(signal) => write!(f, "the kernel does not take it: {signal}"),
            Self::Answer => f.write_str("it answers what it should not"),
        }
    }
}
