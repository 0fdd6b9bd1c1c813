//! Measures the rows.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use trapgate_benches::clock::{tick, ticks};
use trapgate_benches::{Limit, Row, Who};

/// How many times every row is measured.
pub(crate) const RUNS: usize = 3;

/// The longest time for a row. If there are few rows, they need no more than this.
const ROW: Duration = Duration::from_millis(400);

/// The smallest number of turns of a candidate in a run.
const TURNS: usize = 100;

/// The duration of a turn in ticks: long compared with reading the counter, short compared with the
/// time between interrupts.
const TURN: u64 = 1 << 15;

/// The largest number of calls in a turn.
const CALLS: usize = 1 << 14;

/// The times of a call in nanoseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times {
    /// The shortest time of each run.
    least: Vec<f64>,
    /// The times of all turns.
    turns: Vec<f64>,
}

impl Times {
    pub(crate) fn least(&self) -> f64 {
        self.least.iter().copied().fold(f64::INFINITY, f64::min)
    }

    pub(crate) fn median(&self) -> f64 {
        let mut turns = self.turns.clone();
        turns.sort_unstable_by(f64::total_cmp);
        turns.get(turns.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// A row and its times.
pub(crate) struct Finding {
    pub(crate) row: Row,
    pub(crate) times: HashMap<Who, Times>,
}

impl Finding {
    /// Returns trapgate's shortest time divided by the shortest of the others.
    pub(crate) fn ratio(&self, others: &[Who]) -> Option<f64> {
        let ours = self.times.get(&Who::Ours)?;
        let times = others.iter().filter_map(|who| self.times.get(who));
        let best = times.map(Times::least).reduce(f64::min)?;
        Some(ours.least() / best)
    }

    /// Returns the same ratio for the run in which it is lowest, because other work on the machine
    /// makes a run longer, never shorter.
    fn best_ratio(&self, others: &[Who]) -> Option<f64> {
        let ours = self.times.get(&Who::Ours)?;
        let ratio = |run: usize| {
            let times = others.iter().filter_map(|who| self.times.get(who));
            let best = times.map(|times| times.least[run]).reduce(f64::min)?;
            Some(ours.least[run] / best)
        };
        (0..RUNS).filter_map(ratio).reduce(f64::min)
    }

    /// Returns trapgate's median divided by the lowest median of the others.
    pub(crate) fn median_ratio(&self, others: &[Who]) -> Option<f64> {
        let ours = self.times.get(&Who::Ours)?;
        let times = others.iter().filter_map(|who| self.times.get(who));
        let best = times.map(Times::median).reduce(f64::min)?;
        Some(ours.median() / best)
    }

    /// Returns the limits that the row exceeds in every run, to the hundredth, each with the ratio
    /// of the best run.
    pub(crate) fn over(&self) -> impl Iterator<Item = (Limit, f64)> {
        let ratio = |limit: &Limit| Some((*limit, self.best_ratio(limit.against)?));
        let limits = self.row.limits.iter().filter_map(ratio);
        limits.filter(|(limit, ratio)| (ratio * 100.0).round() > (limit.most * 100.0).round())
    }
}

/// Measures all rows once in each run, and spends about `time` altogether.
pub(crate) fn measure(rows: Vec<Row>, time: Duration) -> Vec<Finding> {
    stay();
    let tick = tick();
    let turns = (rows.len() * RUNS).max(1) as u32;
    let time = (time / turns).min(ROW / RUNS as u32);
    let finding = |row| Finding {
        row,
        times: HashMap::new(),
    };
    let mut findings = Vec::from_iter(rows.into_iter().map(finding));
    for _ in 0..RUNS {
        for Finding { row, times } in &mut findings {
            run(row, times, time, tick);
        }
    }
    findings
}

/// Measures a row in one run.
fn run(row: &mut Row, times: &mut HashMap<Who, Times>, time: Duration, tick: f64) {
    let runs = row.candidates.iter_mut().filter_map(|candidate| {
        let run = &mut candidate.run.as_mut().ok()?.0;
        Some((candidate.who, run))
    });
    let mut takers = Vec::from_iter(runs.map(|(who, run)| {
        let calls = enough(run);
        (who, run, calls, Vec::new())
    }));
    let start = Instant::now();
    for round in 0.. {
        if round >= TURNS && start.elapsed() >= time {
            break;
        }
        // The order rotates, so that a candidate does not always follow the same one.
        let count = takers.len();
        for at in 0..count {
            let (_, run, calls, turns) = &mut takers[(round + at) % count];
            let start = ticks();
            run(*calls);
            let elapsed = ticks() - start;
            turns.push(elapsed as f64 * tick / *calls as f64);
        }
    }
    for (who, _, _, turns) in takers {
        let times = times.entry(who).or_default();
        let least = turns.iter().copied().fold(f64::INFINITY, f64::min);
        times.least.push(least);
        times.turns.extend(turns);
    }
}

/// Returns how many calls make a turn.
fn enough(run: &mut Box<dyn FnMut(usize)>) -> usize {
    let mut calls = 1;
    run(calls);
    while calls < CALLS {
        let start = ticks();
        run(calls);
        if ticks() - start >= TURN {
            break;
        }
        calls *= 2;
    }
    calls
}

/// Keeps this thread on its current processor, because another one may have another speed.
fn stay() {
    use trapgate::thread::{CpuSet, getcpu, sched_setaffinity};
    if let Ok((cpu, _)) = getcpu() {
        let mut set = CpuSet::empty();
        set.insert(cpu as usize);
        // If this fails, the figures are only less steady.
        let _ = sched_setaffinity(None, &set);
    }
}
