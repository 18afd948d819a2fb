//! What several test files need.

// Each uses its own part of this.
#![allow(dead_code)]

use std::io::Write;
use std::path::{Path, PathBuf};

/// Draws lots from a seed: SplitMix64.
pub(crate) struct Lots(pub(crate) u64);

impl Lots {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// An index into something of this length, which is not zero.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(u64::try_from(length).unwrap())).unwrap()
    }
}

/// The folder of the official test data: named by `OPENBADGES_CONFORMANCE` (then it must be there), or beside the
/// project. None, said aloud, where there is neither.
pub(crate) fn conformance() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("OPENBADGES_CONFORMANCE") {
        let folder = PathBuf::from(named);
        assert!(folder.is_dir(), "OPENBADGES_CONFORMANCE names no folder: {}", folder.display());
        return Some(folder);
    }
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance");
    if beside.is_dir() {
        return Some(beside);
    }
    // Not by a macro of the test harness, which keeps the output of tests that pass to itself.
    let message = "skipped: the official test data are not at hand; set OPENBADGES_CONFORMANCE to their folder\n";
    let _ = std::io::stderr().write_all(message.as_bytes());
    None
}

/// Every file of JSON in a folder and its folders, in the order of the names.
pub(crate) fn json_files(root: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "json" || end == "jsonld") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
