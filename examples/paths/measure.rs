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

/// The most rounds, a power of two.
pub(crate) const ROUNDS: usize = 8192;

/// The duration of all rounds, in nanoseconds.
const TIME: u64 = 2_500_000_000;

/// A row makes enough calls per round to take this many ticks: long compared with reading the
/// counter, short compared with the time between interruptions.
const TICKS: u64 = 1 << 16;

/// The most calls per round.
const CALLS: u32 = 1 << 14;

/// More rows than any target has.
const ROWS: usize = 32;

/// The version of all of the vDSO's functions.
const VERSION: &str = "LINUX_2.6";

/// The reason why there is no table.
pub(crate) enum Trouble {
    /// The process may not read the time stamp counter.
    Counter,
    /// The clock from which the counter's rate follows cannot be read.
    Clock(Errno),
    /// That clock or the counter does not advance.
    Still,
    Memory(Errno),
    Output(Errno),
}

/// The reason why a row has no figures.
#[derive(Clone, Copy)]
pub(crate) enum Absence {
    Path(&'static str),
    NoVdso,
    Symbol(&'static str),
    Call(Errno),
    Signal(Signal),
    /// The call returned an unexpected result.
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

/// A row and its result.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) path: &'static Path,
    pub(crate) row: &'static Row,
    place: Place,
    /// The number of calls per round.
    calls: u32,
    pub(crate) cost: Result<Cost, Absence>,
}

/// The result of the measurement.
pub(crate) struct Findings {
    entries: [Option<Entry>; ROWS],
    pub(crate) rounds: usize,
    /// The duration in thousandths of a second.
    pub(crate) millis: u64,
    /// Ticks of the counter per millisecond.
    kilohertz: u64,
    /// The processor on which everything was measured.
    cpu: Option<u32>,
}

impl Findings {
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// Describes the counter.
    pub(crate) fn counter(&self) -> Text<128> {
        let mut text = Text::of(format_args!("{} MHz", thousandths(self.kilohertz)));
        if let Some(cpu) = self.cpu {
            put!(text, ", on CPU {cpu}");
        }
        if !tsc::invariant() {
            put!(text, "; the CPU does not report that this rate is constant");
        }
        text
    }

    /// Returns the fewest and the most calls that a row makes in a round.
    pub(crate) fn calls(&self) -> (u32, u32) {
        let measured = || self.entries().filter(|entry| entry.cost.is_ok());
        let calls = || measured().map(|entry| entry.calls);
        (calls().min().unwrap_or(0), calls().max().unwrap_or(0))
    }
}

/// Returns the time in nanoseconds and, at the same moment, the counter.
fn moment() -> Result<(u64, u64), Trouble> {
    let time = clock_gettime(ClockId::MONOTONIC_RAW).map_err(Trouble::Clock)?;
    let ns = time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64;
    Ok((ns, now()))
}

/// Tries the rows, then measures them.
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

/// Returns how many ticks `run` takes, without those that reading the counter takes.
#[inline(always)]
fn time(nothing: u64, run: impl FnOnce() -> usize) -> u64 {
    let start = now();
    core::hint::black_box(run());
    now().saturating_sub(start).saturating_sub(nothing)
}

/// Returns how many calls of a row make a round.
fn enough(entry: &Entry) -> u32 {
    let mut calls = 1;
    while calls < CALLS && time(0, || (entry.row.run)(&entry.place, calls)) < TICKS {
        calls *= 2;
    }
    calls
}

/// Binds this thread to the processor on which it runs, because another one may have another speed.
fn stay() -> Option<u32> {
    let (cpu, _) = getcpu().ok()?;
    let mut set = CpuSet::empty();
    set.insert(cpu as usize);
    sched_setaffinity(None, &set).ok()?;
    Some(cpu)
}

/// Maps a page that the calls can write to.
fn page(flags: MapFlags) -> trapgate::Result<*mut core::ffi::c_void> {
    let prot = ProtFlags::READ | ProtFlags::WRITE;
    // SAFETY: a new mapping at an address that the kernel chooses replaces no other.
    unsafe { mmap_anonymous(ptr::null_mut(), 4096, prot, MapFlags::PRIVATE | flags) }
}

/// Maps room for the samples of every row.
fn samples(rows: usize) -> trapgate::Result<&'static mut [u32]> {
    let prot = ProtFlags::READ | ProtFlags::WRITE;
    let flags = MapFlags::PRIVATE | MapFlags::POPULATE;
    let count = rows * ROUNDS;
    // SAFETY: a new mapping at an address that the kernel chooses replaces no other.
    let memory = unsafe { mmap_anonymous(ptr::null_mut(), count * size_of::<u32>(), prot, flags) }?;
    // SAFETY: the mapping consists of zeros, is never unmapped, and has no other reference.
    Ok(unsafe { core::slice::from_raw_parts_mut(memory.cast(), count) })
}

/// Returns the chosen rows, with what is known about them before a call is tried.
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

/// Makes one call of a row, in a child process: a call that the kernel rejects may end the process.
fn attempt(entry: &Entry) -> Result<(), Absence> {
    entry.cost?;
    // SAFETY: the child makes one call and ends.
    match unsafe { process::fork() } {
        Ok(Fork::Child) => {
            // The child must leave no core file.
            let _ = process::prctl_set_dumpable(process::Dumpable::DISABLE);
            process::exit_group(match call(entry) {
                Ok(()) => 0,
                Err(Absence::Call(error)) => error.raw(),
                Err(_) => UNEXPECTED,
            })
        }
        Ok(Fork::Parent(child)) => outcome(child),
        // Without a child process, the other rows can still be tried.
        Err(error) if entry.row.may_fault => Err(Absence::Call(error)),
        Err(_) => call(entry),
    }
}

/// The status of a child whose call returned an unexpected result. It is not an errno of the
/// kernel.
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

/// Waits for the child and returns how its call ended.
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
                f.write_str("CLOCK_MONOTONIC_RAW or the time stamp counter does not advance")
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
                Some(name) => write!(f, "the kernel returned {name}"),
                None => write!(f, "the kernel returned error {}", error.raw()),
            },
            Self::Signal(signal) => write!(f, "the kernel does not take it: {signal}"),
            Self::Answer => f.write_str("the call returned an unexpected result"),
        }
    }
}
