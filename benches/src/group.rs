//! Runs rows with criterion.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};

use crate::Row;

/// Returns criterion, with times that suit operations of nanoseconds.
#[must_use]
pub fn criterion() -> Criterion {
    Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(400))
        .configure_from_args()
}

/// Measures the rows: a group for each row, with all of its candidates.
pub fn measure(rows: Vec<Row>) {
    let mut criterion = criterion();
    for row in rows {
        let mut group = criterion.benchmark_group(format!("{}/{}", row.group, row.name));
        if let Some(bytes) = row.bytes {
            group.throughput(Throughput::Bytes(bytes as u64));
        }
        for candidate in row.candidates {
            match candidate.run {
                Err(why) => println!("SKIP {}, {}: {why}", row.name, candidate.who.name()),
                Ok(mut run) => {
                    group.bench_function(candidate.who.name(), |bencher| {
                        bencher.iter_custom(|calls| {
                            let start = Instant::now();
                            (run.0)(calls as usize);
                            start.elapsed()
                        });
                    });
                }
            }
        }
        group.finish();
    }
    criterion.final_summary();
}
