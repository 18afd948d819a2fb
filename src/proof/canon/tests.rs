//! The canonical form of whole documents: by example, and beside another implementation.

mod generate;
mod oracle;

use super::{Contexts, Options, Strictness, canonicalize};
use crate::document::Document;
use crate::limits::Limits;

fn ours(json: &str) -> Option<String> {
    let document = Document::parse(json.as_bytes()).unwrap();
    let (contexts, limits) = (Contexts::default(), Limits::default());
    let (base, strictness) = (None, Strictness::Issuing);
    let options = Options { contexts: &contexts, limits: &limits, base, strictness, without_proof: true };
    canonicalize(&document, options).ok().map(|canonical| canonical.lines)
}

/// The worked example of the design document.
#[test]
fn a_small_example() {
    let lines = ours(
        r#"{"@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:x:1", "type": ["VerifiableCredential", "AchievementCredential"],
        "evidence": [{"type": "Evidence", "name": "Essay"}]}"#,
    );
    let ob = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    let (rdf, vc) = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "https://www.w3.org/2018/credentials#");
    let expected = format!(
        "<urn:x:1> <{rdf}> <{ob}OpenBadgeCredential> .\n\
         <urn:x:1> <{rdf}> <{vc}VerifiableCredential> .\n\
         <urn:x:1> <{vc}evidence> _:c14n0 .\n\
         _:c14n0 <{rdf}> <{ob}Evidence> .\n\
         _:c14n0 <https://schema.org/name> \"Essay\" .\n"
    );
    assert_eq!(lines.as_deref(), Some(expected.as_str()));
}

/// Types bring their contexts along member by member, and by their names in each.
#[test]
fn types_under_two_names() {
    let document = Document::parse(
        br#"{"@context": {"t": "@type", "u": "@type",
            "A": {"@id": "urn:x:A", "@context": {"x": "urn:x:a"}}, "B": {"@id": "urn:x:B", "@context": {"x": "urn:x:b"}}},
        "@id": "urn:x:1", "t": "B", "u": "A", "x": "v"}"#,
    );
    let lines = crate::proof::canonicalize(&document.unwrap()).unwrap();
    assert!(lines.contains("<urn:x:1> <urn:x:a> \"v\" .\n"), "{lines}");
}

/// `@none` stands for no type: the default language holds (JSON-LD 1.1 API, section 5.3.2).
#[test]
fn a_type_of_none() {
    let document = Document::parse(
        br#"{"@context": {"@language": "fr", "p": {"@id": "urn:x:p", "@type": "@none"}}, "@id": "urn:x:1", "p": "v"}"#,
    );
    assert_eq!(crate::proof::canonicalize(&document.unwrap()).unwrap(), "<urn:x:1> <urn:x:p> \"v\"@fr .\n");
}
