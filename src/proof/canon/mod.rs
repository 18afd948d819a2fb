//! From a JSON-LD document to canonical RDF, strictly: what a lenient processor would drop is refused.
//!
//! [`walk`] goes over the document with the crate's own context tables, makes its statements, and reports every member,
//! type and reference that would not become one. [`rdfc`] brings them into their canonical form.

pub(crate) mod contexts;
mod dataset;
mod iri;
mod rdfc;
#[cfg(test)]
mod tests;
mod walk;

use sha2::Sha256;

use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding, Severity};
use crate::limits::Limits;

/// What is done about a null or an empty list, which stands in the text but not in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// Refuse it: for what this crate signs.
    Issuing,
    /// Let it pass: others have signed such documents, and what is not there cannot mislead.
    Checking,
}

/// A document in its canonical form.
pub(crate) struct Canonical {
    /// The N-Quads, in their order.
    pub(crate) lines: String,
    /// What stands in the text without being part of it.
    pub(crate) warnings: Vec<Finding>,
}

/// The canonical form of a document, or every reason why there is none.
pub(crate) fn canonicalize(document: &Document, strictness: Strictness, limits: &Limits) -> Result<Canonical> {
    let walked = walk::walk(document);
    let is_warning = |finding: &Finding| strictness == Strictness::Checking && finding.severity() == Severity::Warning;
    let (warnings, errors) = walked.findings.into_iter().partition(is_warning);
    Error::unless_empty(ErrorKind::Input, errors)?;
    let dataset = walked.dataset;
    if dataset.quads().is_empty() {
        return Err(failed("it says nothing"));
    }
    let canonical = rdfc::canonicalize::<Sha256>(&dataset, limits.canonicalization_steps()).map_err(|_| {
        let most = limits.canonicalization_steps();
        let message = format!("nodes without an id look alike, and telling them apart takes more than {most} steps");
        let finding = Finding::error(Code::CanonTooSymmetric, "", message);
        Error::new(ErrorKind::Limit, finding.with_remedy("give them ids"))
    })?;
    if strictness == Strictness::Issuing && canonical.order_is_disputed {
        let message = "implementations disagree on the order of its texts, because some begin alike and go on with an \
                       emoji or another character beyond U+FFFF and others with one from U+E000 to U+FFFF";
        return Err(Error::input(Code::JsonLdUnsupported, "", message));
    }
    Ok(Canonical { lines: canonical.lines, warnings })
}

fn failed(reason: &str) -> Error {
    let message = format!("the document cannot be canonicalized: {}", crate::text::quoted(reason));
    Error::new(ErrorKind::Input, Finding::error(Code::CanonFailed, "", message))
}
