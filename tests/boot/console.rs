//! The text that a machine wrote to its serial line.

/// The last message of a kernel that turns the machine off.
const POWER_DOWN: &str = "reboot: Power down";

#[derive(Debug)]
pub(crate) struct Console {
    lines: Vec<String>,
}

impl Console {
    /// A line may end in a carriage return, and the first lines contain the firmware's control
    /// sequences.
    pub(crate) fn new(text: &str) -> Self {
        let lines = text.lines().map(|line| line.trim_end().to_owned());
        Self {
            lines: lines.collect(),
        }
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }

    /// Returns the last lines, which show what went wrong.
    pub(crate) fn tail(&self) -> String {
        self.lines[self.lines.len().saturating_sub(60)..].join("\n")
    }

    /// Asserts that the program turned the machine off and that the kernel did not panic.
    #[track_caller]
    pub(crate) fn ended_well(&self) {
        let panics = self.lines().any(|line| line.contains("Kernel panic"));
        assert!(!panics, "the kernel panicked:\n{}", self.tail());
        let off = self.lines().any(|line| line.contains(POWER_DOWN));
        assert!(off, "the machine was not turned off:\n{}", self.tail());
    }

    /// Asserts that the console has this line.
    #[track_caller]
    pub(crate) fn says(&self, line: &str) {
        let said = self.lines().any(|other| other == line);
        assert!(said, "no line `{line}`:\n{}", self.tail());
    }
}
