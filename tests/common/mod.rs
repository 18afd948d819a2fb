//! What several test files need.

use std::io::Write;
use std::path::PathBuf;

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
