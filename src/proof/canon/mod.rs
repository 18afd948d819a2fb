//! From a JSON-LD document to canonical RDF, strictly: what a lenient processor would drop is refused.
//!
//! [`walk`] goes over the document with the crate's own context tables and reports every member, type and reference
//! that would not reach the graph. Only then does `oxjsonld` expand the document with those same tables; it is private to
//! this module. [`rdfc`] brings the graph into its canonical form.

pub(crate) mod contexts;
mod dataset;
mod iri;
mod rdfc;
mod walk;

use std::borrow::Cow;
use std::collections::HashMap;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::GraphName;
use sha2::Sha256;

use self::dataset::{Dataset, Quad, Term};
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
    let mut dataset = Dataset::default();
    let mut labels = HashMap::new();
    // The library takes the digits of a number from the text, where the standard has those of the double.
    let text = with_numbers(document.as_str(), &walked.numbers);
    let parser = JsonLdParser::new().for_slice(text.as_bytes()).with_load_document_callback(|url, _| {
        let context = contexts::by_url(url).ok_or("not bundled")?;
        Ok(JsonLdRemoteDocument { document: context.to_json().to_string().into_bytes(), document_url: url.to_owned() })
    });
    for quad in parser {
        let quad = quad.map_err(|e| failed(&e.to_string()))?;
        let subject = term(&quad.subject.to_string(), &mut dataset, &mut labels);
        let predicate = dataset.keep(&quad.predicate.to_string());
        let object = term(&quad.object.to_string(), &mut dataset, &mut labels);
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => None,
            graph => Some(term(&graph.to_string(), &mut dataset, &mut labels)),
        };
        dataset.push(Quad { subject, predicate, object, graph });
    }
    // The library drops in silence what it does not understand. Nothing may get lost, whatever the reason.
    let statements = dataset.quads().len();
    if statements != walked.statements {
        return Err(failed(&format!("{statements} of its {} statements reach the graph", walked.statements)));
    }
    if statements == 0 {
        return Err(failed("it says nothing"));
    }
    dataset.deduplicate();
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

/// A term by its text, blank nodes by their labels.
fn term(text: &str, dataset: &mut Dataset, labels: &mut HashMap<String, u32>) -> Term {
    if !text.starts_with("_:") {
        return Term::Text(dataset.keep(text));
    }
    let known = labels.get(text).copied();
    Term::Blank(known.unwrap_or_else(|| {
        let node = dataset.blank();
        labels.insert(text.to_owned(), node);
        node
    }))
}

/// The text with other digits in the places of its numbers.
fn with_numbers<'t>(text: &'t str, numbers: &[(usize, usize, String)]) -> Cow<'t, str> {
    if numbers.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (start, length, digits) in numbers {
        out.push_str(text.get(done..*start).unwrap_or_default());
        out.push_str(digits);
        done = start + length;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

fn failed(reason: &str) -> Error {
    let message = format!("the document cannot be canonicalized: {}", crate::text::quoted(reason));
    Error::new(ErrorKind::Input, Finding::error(Code::CanonFailed, "", message))
}
