//! What was found on the way, of each kind so much as anybody reads.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, Severity};

/// So many findings of one code are kept: their pointers can be long, and a document has as many as it has values.
const MOST: usize = 50;

/// Findings, of each code up to a bound.
#[derive(Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<(Code, Severity), usize>,
    /// How many there were, kept or not.
    all: usize,
}

impl Findings {
    /// How many there were.
    pub(super) fn len(&self) -> usize {
        self.all
    }

    /// Counts a finding, and makes it if there is room.
    pub(super) fn add(&mut self, code: Code, severity: Severity, make: impl FnOnce() -> Finding) {
        self.all += 1;
        let count = self.counts.entry((code, severity)).or_default();
        *count += 1;
        if *count <= MOST {
            self.kept.push(make());
        }
    }

    pub(super) fn push(&mut self, finding: Finding) {
        self.add(finding.code(), finding.severity(), || finding);
    }

    /// Those that were kept, and of each code how many more there were.
    pub(super) fn into_vec(self) -> Vec<Finding> {
        let mut kept = self.kept;
        for ((code, severity), count) in self.counts.into_iter().filter(|(_, count)| *count > MOST) {
            let make = if severity == Severity::Error { Finding::error } else { Finding::warning };
            let message = format!("{} more findings of this kind are not listed", count - MOST);
            kept.push(make(code, String::new(), message));
        }
        kept
    }
}
