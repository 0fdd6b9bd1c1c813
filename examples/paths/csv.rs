//! The findings as data.

use core::fmt;

use crate::machine;
use crate::measure::{Trouble, measure};
use crate::options::Options;
use crate::text::{Out, putln, thousandths};

pub(crate) fn print(out: &mut Out, options: &Options) -> Result<(), Trouble> {
    machine::facts(|what, text| putln!(out, "# {what}: {text}"));
    let findings = measure(options)?;
    putln!(out, "# TSC: {}", findings.counter().as_str());
    putln!(out, "# rounds: {}", findings.rounds);
    putln!(out, "path,call,min_ns,median_ns,cycles,times,status");
    for entry in findings.entries() {
        let (path, call) = (entry.path.name, Plain(entry.row.call));
        match &entry.cost {
            Ok(cost) => {
                let [least, median] = [cost.least_ns, cost.median_ns].map(thousandths);
                let [cycles, times] = [cost.cycles, cost.times].map(thousandths);
                putln!(out, "{path},{call},{least},{median},{cycles},{times},ok");
            }
            Err(absence) => putln!(out, "{path},{call},,,,,{absence}"),
        }
    }
    Ok(())
}

/// Shows a text without its commas.
struct Plain(&'static str);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.split(',').try_for_each(|part| f.write_str(part))
    }
}
