//! The output of `paths --csv`.

use std::env;
use std::path::Path;
use std::process::Command;

/// The time of a call in nanoseconds, or the reason why there is none.
pub(crate) type Cost = Result<f64, String>;

/// The results of one target's program.
pub(crate) struct Findings {
    pub(crate) target: &'static str,
    /// The properties of the machine: a name, and the text.
    facts: Vec<(String, String)>,
    /// The path, the call and the cost, in the program's order.
    rows: Vec<(String, String, Cost)>,
}

impl Findings {
    /// Builds the program as users do, and runs it.
    pub(crate) fn of(root: &Path, target: &'static str, triple: &str) -> Result<Self, String> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chart");
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--release", "--features", "rt"]);
        cargo.args(["--package", "trapgate", "--example", "paths"]);
        cargo.args(["--target", triple]).current_dir(root);
        cargo.env("CARGO_TARGET_DIR", &folder);
        run(&mut cargo)?;
        let program = folder.join(triple).join("release/examples/paths");
        Self::read(target, &run(Command::new(program).arg("--csv"))?)
    }

    fn read(target: &'static str, csv: &str) -> Result<Self, String> {
        let (mut facts, mut rows) = (Vec::new(), Vec::new());
        for line in csv.lines() {
            if let Some((what, text)) = line.strip_prefix("# ").and_then(|l| l.split_once(": ")) {
                facts.push((what.to_string(), text.to_string()));
            } else if let [path, call, _, median, _, _, status] =
                Vec::from_iter(line.split(','))[..]
            {
                let cost = match (status, median.parse()) {
                    ("status", _) => continue,
                    ("ok", Ok(median)) => Ok(median),
                    _ => Err(status.to_string()),
                };
                rows.push((path.to_string(), call.to_string(), cost));
            } else {
                return Err(format!(
                    "a line of `paths --csv` does not have seven fields: {line}"
                ));
            }
        }
        Ok(Self {
            target,
            facts,
            rows,
        })
    }

    /// Returns a property of the machine.
    pub(crate) fn fact(&self, what: &str) -> &str {
        let mut facts = self.facts.iter();
        let found = facts.find(|fact| fact.0 == what);
        found.map_or("unknown", |fact| &fact.1)
    }

    /// Returns the calls of these paths, with their costs.
    pub(crate) fn calls(&self, paths: &[&str]) -> impl Iterator<Item = (&str, &Cost)> {
        let rows = self.rows.iter();
        rows.filter(move |row| paths.contains(&&*row.0))
            .map(|row| (&*row.1, &row.2))
    }
}

/// Returns a command's standard output, or the end of its error message.
fn run(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let complaint = Vec::from_iter(complaint.lines().filter(|line| !line.is_empty()));
        let end = complaint[complaint.len().saturating_sub(4)..].join("; ");
        return Err(format!("{name}: {}: {end}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{name}: {error}"))
}
