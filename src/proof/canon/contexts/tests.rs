//! The tables against the published documents, and against each other.

use std::collections::BTreeSet;
use std::fs;

use sha2::{Digest, Sha256};

use super::bundled::BUNDLED;
use super::process::{Manner, Processor};
use super::{Coercion, Contexts, Definition, Meaning, Scope, Table, by_url, hash, index, slots};
use crate::document::{Document, Kind, Node};
use crate::finding::Code;
use crate::proof::canon::active::Active;
use crate::proof::canon::iri;
use crate::text::hex;

/// The published document of each context: its address, and its file.
const PUBLISHED: [(&str, &str); 15] = [
    ("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", "clr-2.0.1-context.json"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", "ob-3.0.1-context.json"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", "ob-3.0.2-context.json"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "ob-3.0.3-context.json"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context.json", "ob-3.0.0-context.json"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "ob-extensions.json"),
    ("https://w3id.org/security/data-integrity/v1", "data-integrity-v1.jsonld"),
    ("https://w3id.org/security/data-integrity/v2", "data-integrity-v2.jsonld"),
    ("https://w3id.org/security/multikey/v1", "multikey-v1.jsonld"),
    ("https://w3id.org/security/suites/ed25519-2020/v1", "ed25519-2020-v1.jsonld"),
    ("https://w3id.org/vc/status-list/2021/v1", "status-list-2021-v1.jsonld"),
    ("https://www.w3.org/2018/credentials/v1", "credentials-v1.jsonld"),
    ("https://www.w3.org/ns/credentials/v2", "credentials-v2.jsonld"),
    ("https://www.w3.org/ns/did/v1", "did-v1.jsonld"),
    (NEWER, "variants/ob-3.0.3-validator-1.11.0.json"),
];

/// The newer form of Open Badges 3.0.3 is known by another address here.
const NEWER: &str = "urn:test:newer";

const NEWER_OF: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// The file of a published context.
pub(in crate::proof::canon) fn published(url: &str) -> Option<&'static str> {
    PUBLISHED.iter().find(|(known, _)| *known == url).map(|(_, file)| *file)
}

fn table(url: &str) -> &'static Table {
    match url {
        NEWER => by_url(NEWER_OF, true).unwrap(),
        _ => by_url(url, false).unwrap(),
    }
}

/// The published documents by their addresses; none where they are not at hand.
fn documents() -> Option<Vec<(&'static str, Document)>> {
    let folder = crate::common::conformance()?.join("contexts");
    let read = |(url, file): &(&'static str, &str)| {
        let bytes = fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let (address, is_newer) = if *url == NEWER { (NEWER_OF, true) } else { (*url, false) };
        let found = Contexts::default().digest(address, is_newer);
        assert_eq!(found, Some(hex(&Sha256::digest(&bytes))), "{file} is not the published document");
        (*url, Document::parse(&bytes).unwrap())
    };
    Some(PUBLISHED.iter().map(read).collect())
}

const TOP: Manner<'_> = Manner { propagates: true, overrides: false, at: Some("urn:test:document") };

/// Brings a context in JSON into force after others that are.
fn processed(active: Option<&Active>, context: Node<'_>, manner: Manner<'_>) -> Result<Active, String> {
    let registry = Contexts::default();
    let mut processor = Processor::new(&registry, None, 1_000_000);
    let initial = processor.initial().clone();
    processor.context(active.unwrap_or(&initial), context, manner).map_err(|problem| problem.message)
}

#[test]
fn every_table_says_what_the_published_document_says() {
    let Some(documents) = documents() else { return };
    let mut definitions = 0;
    for (url, document) in &documents {
        let context = document.root().get("@context").unwrap();
        let active = processed(None, context, TOP).unwrap();
        definitions += compare(table(url), context, &active, url);
    }
    println!("{} contexts, {definitions} definitions", documents.len());
    assert_eq!(documents.len(), BUNDLED.len() + 1);
    assert_eq!(definitions, 981);
}

/// Both ways: nothing in the document that is not in the table, and the other way round. Returns how many were compared.
fn compare(table: &'static Table, context: Node<'_>, active: &Active, path: &str) -> usize {
    let names: BTreeSet<String> =
        context.members().map(|(name, _)| name.into_owned()).filter(|name| !name.starts_with('@')).collect();
    let ours: BTreeSet<String> = table.terms().iter().map(|term| term.name.to_owned()).collect();
    assert_eq!(ours, names, "{path}");
    assert_eq!(table.terms().len(), names.len(), "{path}: a term twice");
    for (name, _) in context.members().filter(|(name, _)| name.starts_with('@')) {
        assert!(matches!(name.as_ref(), "@protected" | "@version"), "{path}: the table cannot say {name}");
    }
    let mut compared = names.len();
    for name in &names {
        let path = format!("{path}/{name}");
        let theirs = active.find(name).unwrap();
        let ours = table.get(name, hash(name)).unwrap();
        let shape = |definition: &Definition<'static>| Definition { scope: Scope::None, ..*definition };
        // Scopes are compared below, resolved where they come into force.
        assert_eq!(shape(ours), Definition { scope: Scope::None, ..theirs }, "{path}");
        match (ours.scope, theirs.scope) {
            (Scope::None, Scope::None) | (Scope::Null, Scope::Null) => {}
            (Scope::Table(inner), Scope::Json(document, _)) => {
                let manner = Manner { propagates: true, overrides: true, at: Some("urn:test:document") };
                let active = processed(Some(active), document.root(), manner).unwrap();
                compared += compare(inner, document.root(), &active, &path);
            }
            (ours, theirs) => panic!("{path}: {ours:?}, but {theirs:?} is published"),
        }
    }
    compared
}

/// Names that a published context uses undefined are free in its table, so that it is known where it does not hold.
#[test]
fn tables_name_what_they_rest_on() {
    let Some(documents) = documents() else { return };
    for (url, document) in &documents {
        free_names(table(url), document.root().get("@context").unwrap(), &BTreeSet::new(), url);
    }
}

fn free_names(table: &'static Table, context: Node<'_>, outside: &BTreeSet<String>, path: &str) {
    let own: BTreeSet<String> = context.members().map(|(name, _)| name.into_owned()).collect();
    let mut used = BTreeSet::new();
    let mut word = |text: &str| {
        let (first, rest) = text.split_once(':').unwrap_or((text, ""));
        if !text.starts_with('@') && !rest.starts_with("//") && !own.contains(first) {
            used.insert(first.to_owned());
        }
    };
    let inside: BTreeSet<String> = outside.union(&own).cloned().collect();
    for (name, definition) in context.members().filter(|(name, _)| !name.starts_with('@')) {
        for place in [Some(definition), definition.get("@id"), definition.get("@type")].into_iter().flatten() {
            if let Some(text) = place.as_str() {
                word(&text);
            }
        }
        let scope = definition.get("@context").filter(|scope| scope.kind() == Kind::Object);
        if let (Some(scope), Some(Scope::Table(inner))) =
            (scope, table.get(&name, hash(&name)).map(|found| found.scope))
        {
            free_names(inner, scope, &inside, &format!("{path}/{name}"));
        }
    }
    let free: BTreeSet<String> = table.free().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(free, used, "{path}");
    for (name, taken_for) in table.free() {
        assert_eq!(taken_for.is_some(), outside.contains(*name), "{path}: {name}");
    }
}

/// Two contexts one after the other are refused if and only if the published documents are; beyond that only where one
/// defines a name that the other rests on undefined, as after Open Badges 3.0.0, which defines `xsd`.
#[test]
fn tables_clash_where_the_published_documents_do() {
    let Some(documents) = documents() else { return };
    let registry = Contexts::default();
    let (mut fit, mut clash, mut beyond) = (0, 0, 0);
    for (first, one) in &documents {
        for (second, two) in &documents {
            let json = processed(None, one.root().get("@context").unwrap(), TOP)
                .and_then(|active| processed(Some(&active), two.root().get("@context").unwrap(), TOP));
            let mut processor = Processor::new(&registry, None, 1_000_000);
            let active = processor.initial().clone();
            let ours = processor
                .scope(&active, Scope::Table(table(first)), TOP)
                .and_then(|active| processor.scope(&active, Scope::Table(table(second)), TOP));
            match (ours, json) {
                (Ok(_), Ok(_)) => fit += 1,
                (Err(problem), Err(_)) if problem.code == Code::JsonLdInvalidContext => clash += 1,
                (Err(problem), Ok(_)) if problem.code == Code::JsonLdUnsupported => beyond += 1,
                (ours, json) => panic!("{first} and {second}: {:?} {:?}", ours.err(), json.err()),
            }
        }
    }
    println!("{fit} pairs fit, {clash} clash, {beyond} are not supported");
    assert_eq!((fit, clash, beyond), (203, 18, 4));
}

#[test]
fn tables_are_found_by_exact_names() {
    fn check(table: &'static Table) {
        for term in table.terms() {
            let found = table.get(term.name, hash(term.name)).unwrap();
            assert!(std::ptr::eq(found, &raw const term.definition), "{}", term.name);
            assert!(!matches!(term.definition.meaning, Meaning::Iri(iri) if !iri::is_absolute(iri)), "{}", term.name);
            if let Coercion::Datatype(datatype) = term.definition.coercion {
                assert!(iri::is_absolute(datatype), "{datatype}");
            }
            // A compact IRI in a document would be taken apart.
            assert!(!term.name.contains(':'), "{}", term.name);
            assert!(!matches!(term.definition.meaning, Meaning::Null), "{}", term.name);
            if let Scope::Table(inner) = term.definition.scope {
                check(inner);
            }
        }
        for name in ["", "@id", "Name", "zzz", "name ", "achievementTypes"] {
            assert!(table.get(name, hash(name)).is_none(), "{name}");
        }
    }
    for (url, table) in BUNDLED {
        assert!(std::ptr::eq(by_url(url, false).unwrap(), table));
        assert!(by_url(&format!("{url}#"), false).is_none());
        check(table);
    }
    // An empty table, and one whose slots are half full.
    assert_eq!((slots(0), slots(1), slots(3), index::<1>(&[])), (1, 2, 8, [0]));
}
