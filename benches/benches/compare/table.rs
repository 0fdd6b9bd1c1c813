//! Prints the results.

use std::fmt::Write;
use std::time::Duration;

use trapgate_benches::Who;

use super::measure::{Finding, RUNS};

/// Prints the table, and below it what the table does not show.
pub(crate) fn print(findings: &[Finding], elapsed: Duration) {
    print!(
        "Nanoseconds a call, the least of {RUNS} runs. `/best` is trapgate's time divided by the best \
         peer's, and\n`med` is the same of the medians. OVER: beyond the limit in every run, with the \
         ratio of the best one.\n"
    );
    for group in findings.chunk_by(|one, next| one.row.group == next.row.group) {
        print_group(group);
    }
    println!();
    let mut skipped = Vec::new();
    for finding in findings {
        for candidate in &finding.row.candidates {
            if let Err(why) = &candidate.run {
                let line = format!(
                    "SKIP {} of {}: {why}",
                    finding.row.group,
                    candidate.who.name()
                );
                if !skipped.contains(&line) {
                    println!("{line}");
                    skipped.push(line);
                }
            }
        }
    }
    #[cfg(target_arch = "x86")]
    gate(findings);
    let over = findings
        .iter()
        .filter(|finding| finding.over().next().is_some());
    let (rows, over) = (findings.len(), over.count());
    println!(
        "{rows} rows in {:.0} s, {over} over their limit",
        elapsed.as_secs_f64()
    );
}

fn print_group(group: &[Finding]) {
    let there = |who: &Who| group.iter().any(|finding| finding.times.contains_key(who));
    let columns = Vec::from_iter(Who::ALL.into_iter().filter(there));
    let peers = Vec::from_iter(columns.iter().copied().filter(|who| who.is_peer()));
    let mut line = format!("\n{:<30}", group[0].row.group);
    for who in &columns {
        write!(line, "{:>10}", who.name()).unwrap();
    }
    write!(line, "{:>9}{:>7}", "/best", "med").unwrap();
    println!("{line}");
    for finding in group {
        let mut line = format!("{:<30}", finding.row.name);
        for who in &columns {
            match finding.times.get(who).map(|times| times.least()) {
                None => write!(line, "{:>10}", "-"),
                Some(ns) if ns < 1000.0 => write!(line, "{ns:>10.1}"),
                Some(ns) => write!(line, "{ns:>10.0}"),
            }
            .unwrap();
        }
        let mut ratio = |width: usize, ratio: Option<f64>| {
            match ratio {
                None => write!(line, "{:>width$}", "-"),
                Some(ratio) => write!(line, "{ratio:>width$.2}"),
            }
            .unwrap()
        };
        ratio(9, finding.ratio(&peers));
        ratio(7, finding.median_ratio(&peers));
        for (limit, ratio) in finding.over() {
            let names = Vec::from_iter(limit.against.iter().map(|who| who.name()));
            write!(
                line,
                "  OVER {:.2} of {}: {ratio:.2}",
                limit.most,
                names.join(", ")
            )
            .unwrap();
        }
        println!("{line}");
    }
}

/// Returns how many times as fast as `int 0x80` the gate is.
#[cfg(target_arch = "x86")]
fn gate(findings: &[Finding]) {
    let least = |name: &str| {
        let mut rows = findings.iter();
        let finding = rows.find(|finding| finding.row.name == format!("{name}, 0 words"))?;
        finding.times.get(&Who::Ours).map(|times| times.least())
    };
    if let (Some(gate), Some(int80)) = (least("gate"), least("int 0x80")) {
        println!("The gate is {:.1} times as fast as int 0x80.", int80 / gate);
    }
}

/// Prints a line for each row and candidate.
pub(crate) fn csv(findings: &[Finding]) {
    println!("group,operation,who,least_ns,median_ns,ratio,median_ratio,limit,over,note");
    for finding in findings {
        let (group, name) = (finding.row.group, finding.row.name.replace(',', ""));
        for candidate in &finding.row.candidates {
            let who = candidate.who;
            print!("{group},{name},{}", who.name());
            match (&candidate.run, finding.times.get(&who)) {
                (Ok(_), Some(times)) => {
                    let number = |value: Option<f64>| {
                        value.map_or(String::new(), |value| format!("{value:.3}"))
                    };
                    let mut limits = finding.row.limits.iter();
                    let limit = limits.find(|limit| limit.against.contains(&who));
                    let mut over = finding.over();
                    let over = limit.map(|_| over.any(|(limit, _)| limit.against.contains(&who)));
                    println!(
                        ",{:.3},{:.3},{},{},{},{},",
                        times.least(),
                        times.median(),
                        number(finding.ratio(&[who])),
                        number(finding.median_ratio(&[who])),
                        number(limit.map(|limit| limit.most)),
                        over.map_or("", |over| if over { "OVER" } else { "no" }),
                    );
                }
                (run, _) => println!(",,,,,,,{}", run.as_ref().err().map_or("", |why| why)),
            }
        }
    }
}
