//! From a JSON-LD document to canonical RDF, strictly: what a lenient processor would drop is refused.
//!
//! [`walk`] goes over the document with the crate's own context tables, makes its statements, and reports every member,
//! type and reference that would not become one. [`rdfc`] brings them into their canonical form.

mod active;
pub(crate) mod contexts;
mod dataset;
mod iri;
mod rdfc;
mod shared;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;
mod walk;

use sha2::Sha256;

pub use self::contexts::Contexts;
use self::contexts::Processor;
pub(crate) use self::shared::Shared;
use self::walk::{Task, Walked};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding, Severity};
use crate::limits::Limits;

/// What is done about a null or an empty list, which stands in the text but not in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// Refuse it, and what implementations disagree on: for what this crate signs.
    Issuing,
    /// Let it pass: others have signed such documents, and what is not there cannot mislead.
    Checking,
}

/// What is needed beside the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options<'o> {
    pub(crate) contexts: &'o Contexts,
    pub(crate) limits: &'o Limits,
    /// The IRI that relative ones are resolved against.
    pub(crate) base: Option<&'o str>,
    pub(crate) strictness: Strictness,
    /// Whether the document's own proofs are left out.
    pub(crate) without_proof: bool,
}

/// A document in its canonical form.
pub(crate) struct Canonical {
    /// The N-Quads, in their order.
    pub(crate) lines: String,
    /// What stands in the text without being part of it.
    pub(crate) warnings: Vec<Finding>,
}

/// The canonical form of a document, or every reason why there is none.
pub(crate) fn canonicalize(document: &Document, options: Options<'_>) -> Result<Canonical> {
    let walked = walked(document, options, None, &[])?;
    let canonical = labelled(&walked.dataset, options)?;
    undisputed(canonical.order_is_disputed, options)?;
    Ok(Canonical { lines: canonical.lines, warnings: walked.findings })
}

/// What the objects at these places of a document are, for documents that have them in common with it.
pub(crate) fn share(document: &Document, options: Options<'_>, places: &[Node<'_>]) -> Result<Shared> {
    let watched: Vec<usize> = places.iter().map(|place| place.offset()).collect();
    let walked = walked(document, options, None, &watched)?;
    Ok(Shared::new(&walked.dataset, walked.found))
}

/// The lines of [`canonicalize`], piece by piece, with parts that were canonicalized before. Pieces may be handed out
/// before an error.
pub(crate) fn canonicalize_with(
    document: &Document,
    options: Options<'_>,
    shared: &Shared,
    mut piece: impl FnMut(&str),
) -> Result<()> {
    let walked = walked(document, options, Some(shared), &[])?;
    let rest = labelled(&walked.dataset, options)?;
    let may_be_disputed = rest.may_be_disputed || shared.has_high_characters;
    let mut lines = String::new();
    shared.merge(&rest.lines, &rest.ends, &walked.used, |text| {
        piece(text);
        if may_be_disputed {
            lines.push_str(text);
        }
    });
    undisputed(rest.order_is_disputed || rdfc::is_disputed(&lines), options)
}

fn labelled(dataset: &dataset::Dataset, options: Options<'_>) -> Result<rdfc::Canonical> {
    let most = options.limits.canonicalization_steps();
    rdfc::canonicalize::<Sha256>(dataset, most).map_err(|_| {
        let message = format!("nodes without an id look alike, and telling them apart takes more than {most} steps");
        let finding = Finding::error(Code::CanonTooSymmetric, "", message);
        Error::new(ErrorKind::Limit, finding.with_remedy("give them ids"))
    })
}

fn undisputed(disputed: bool, options: Options<'_>) -> Result<()> {
    if options.strictness == Strictness::Issuing && disputed {
        let message = "implementations disagree on the order of its texts, because some begin alike and go on with an \
                       emoji or another character beyond U+FFFF and others with one from U+E000 to U+FFFF";
        return Err(Error::input(Code::JsonLdUnsupported, "", message));
    }
    Ok(())
}

/// The statements of a document with warnings, or every reason why there are none.
fn walked(document: &Document, options: Options<'_>, shared: Option<&Shared>, watched: &[usize]) -> Result<Walked> {
    let Options { contexts, limits, base, strictness, without_proof } = options;
    let processor = || Processor::new(contexts, base, limits.canonicalization_steps());
    let task = Task { strictness, without_proof, shared, watched };
    let mut walked = walk::walk(document, processor(), task);
    if walked.wants_newer && strictness == Strictness::Checking {
        let mut processor = processor();
        processor.newer = true;
        let newer = walk::walk(document, processor, task);
        if newer.count < walked.count {
            walked = newer;
            let message = "`jti` and `endorsementJwt` are defined only in a newer form of the Open Badges 3.0.3 context; \
                           who has the published one reads the document otherwise";
            walked.findings.push(Finding::warning(Code::JsonLdNewerContext, "", message));
        }
    }
    let is_warning = |finding: &Finding| strictness == Strictness::Checking && finding.severity() == Severity::Warning;
    let (warnings, errors): (Vec<Finding>, Vec<Finding>) = walked.findings.into_iter().partition(is_warning);
    let is_limit = |finding: &Finding| finding.code() == Code::JsonLdTooCostly;
    let kind = if errors.iter().any(is_limit) { ErrorKind::Limit } else { ErrorKind::Input };
    Error::unless_empty(kind, errors)?;
    if walked.dataset.quads().is_empty() {
        return Err(failed("it says nothing"));
    }
    Ok(Walked { findings: warnings, ..walked })
}

fn failed(reason: &str) -> Error {
    let message = format!("the document cannot be canonicalized: {}", crate::text::quoted(reason));
    Error::new(ErrorKind::Input, Finding::error(Code::CanonFailed, "", message))
}
