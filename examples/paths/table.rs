//! The findings as a table with bars.

use crate::machine;
use crate::measure::{Cost, Findings, Trouble, measure};
use crate::options::Options;
use crate::terminal;
use crate::text::{Out, Text, put, putln, tenths, thousandths};

/// The columns that the subjects of the facts take, those of the calls, and those of the whole
/// table without bars.
const FACT: usize = 14;
const CALL: usize = 24;
const TABLE: usize = CALL + 8 + 8 + 9 + 9 + 1;

/// The most columns that anything takes: a longer bar would show no more.
const WIDEST: usize = 160;

pub(crate) fn print(out: &mut Out, options: &Options) -> Result<(), Trouble> {
    let width = terminal::width().min(WIDEST);
    let mut last = "";
    machine::facts(|what, text| {
        put!(out, "{:FACT$}", if what == last { "" } else { what });
        wrap(out, Text::<512>::of(text).as_str(), FACT, width);
        last = what;
    });
    // The facts take no time, and the measurement does.
    out.flush();
    let findings = measure(options)?;
    put!(out, "{:FACT$}", "TSC");
    wrap(out, findings.counter().as_str(), FACT, width);
    putln!(out);
    rows(out, &findings, width);
    putln!(out);
    legend(out, &findings, width);
    Ok(())
}

/// Writes the table.
fn rows(out: &mut Out, findings: &Findings, width: usize) {
    let axis = Axis::new(findings, width.saturating_sub(TABLE));
    putln!(
        out,
        "{:CALL$}{:>16}{:>9}{:>9}",
        "",
        "nanoseconds",
        "TSC",
        "times a"
    );
    put!(
        out,
        "{:CALL$}{:>8}{:>8}{:>9}{:>9} ",
        "",
        "min",
        "median",
        "cycles",
        "function"
    );
    axis.label(out);
    let mut last = "";
    for entry in findings.entries() {
        if last != entry.path.title {
            last = entry.path.title;
            putln!(out, "{last}");
        }
        let indent = if last.is_empty() { "" } else { "  " };
        put!(out, "{indent}{:1$}", entry.row.call, CALL - indent.len());
        match &entry.cost {
            Ok(cost) => {
                let [least, median] = [cost.least_ns, cost.median_ns].map(tenths);
                let [cycles, times] = [cost.cycles, cost.times].map(tenths);
                put!(out, "{least:8}{median:8}{cycles:9}{times:9} ");
                out.fill('#', axis.bar(cost));
                putln!(out);
            }
            Err(absence) => putln!(out, "  - {absence}"),
        }
    }
}

/// Writes how to read the table.
fn legend(out: &mut Out, findings: &Findings, width: usize) {
    let (few, many) = findings.calls();
    let (rounds, seconds) = (findings.rounds, tenths(findings.millis));
    let text = Text::<512>::of(format_args!(
        "{rounds} rounds in {seconds} s. Each round makes {few} to {many} calls of each row, with the \
         loop around them. min: the fastest round. median: the median round, as for cycles, times \
         and the bars. The bars are logarithmic, in nanoseconds."
    ));
    wrap(out, text.as_str(), 0, width);
    let text = "fine and clock_gettime: CLOCK_MONOTONIC. coarse: CLOCK_MONOTONIC_COARSE, the time of \
                the last tick. close(999): a descriptor that is not open, so the kernel returns an \
                error and does nothing.";
    wrap(out, text, 0, width);
}

/// Writes a text from column `indent` on, broken between words.
fn wrap(out: &mut Out, text: &str, indent: usize, width: usize) {
    let mut column = indent;
    for word in text.split(' ') {
        if column > indent && column + 1 + word.len() > width {
            putln!(out);
            put!(out, "{:indent$}", "");
            column = indent;
        } else if column > indent {
            put!(out, " ");
            column += 1;
        }
        put!(out, "{word}");
        column += word.len();
    }
    putln!(out);
}

/// Maps nanoseconds to columns. The axis has whole powers of ten, from the one below the least to
/// the one above the most.
struct Axis {
    /// Exponents of ten. The unit is a thousandth of a nanosecond.
    from: u32,
    to: u32,
    columns: usize,
}

impl Axis {
    fn new(findings: &Findings, columns: usize) -> Self {
        let costs = || findings.entries().filter_map(|entry| entry.cost.ok());
        let least = costs().map(|cost| cost.median_ns).min().unwrap_or(1).max(1);
        let most = costs().map(|cost| cost.median_ns).max().unwrap_or(1).max(1);
        Self {
            from: least.ilog10(),
            to: most.ilog10() + 1,
            columns,
        }
    }

    /// Returns the column of a number of thousandths.
    fn column(&self, number: u64) -> usize {
        let (from, to) = (log2(10_u64.pow(self.from)), log2(10_u64.pow(self.to)));
        let part = u64::from(log2(number.max(1)).saturating_sub(from));
        (part * self.columns as u64 / u64::from(to - from)) as usize
    }

    fn bar(&self, cost: &Cost) -> usize {
        self.column(cost.median_ns).max(1).min(self.columns)
    }

    /// Writes the powers of ten, each above the column where it begins.
    fn label(&self, out: &mut Out) {
        let mut column = 0;
        for power in self.from..self.to {
            let at = self.column(10_u64.pow(power));
            let label = match power {
                0 => Text::<16>::of(format_args!("{}", thousandths(1))),
                1 => Text::of(format_args!("0.01")),
                2 => Text::of(format_args!("0.1")),
                _ => Text::of(format_args!("{}", 10_u64.pow(power - 3))),
            };
            let label = label.as_str();
            let room = self.columns.saturating_sub(at);
            if at >= column && label.len() <= room {
                out.fill(' ', at - column);
                put!(out, "{label}");
                column = at + label.len();
            }
        }
        putln!(out);
    }
}

/// Returns the logarithm to base 2, in 256ths.
fn log2(number: u64) -> u32 {
    let whole = number.max(1).ilog2();
    // The fraction is from 1 to below 2, in units of 2 to the power of -31.
    let mut rest = (number << (63 - whole)) >> 32;
    let mut log = whole;
    for _ in 0..8 {
        rest = (rest * rest) >> 31;
        log *= 2;
        if rest >= 1 << 32 {
            rest >>= 1;
            log += 1;
        }
    }
    log
}
