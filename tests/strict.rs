//! Nothing unsigned can hide: every change of every official credential changes its canonical form, is refused, or is
//! named.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;
#[path = "common/contexts.rs"]
mod contexts;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use openbadges::Document;
use openbadges::document::{Kind, Node};
use openbadges::finding::{Code, Finding};
use openbadges::key::VerifyingKey;
use openbadges::model::conform;
use openbadges::proof::Engine;

/// What may be written in two ways that say the same by definition. A reason that no change needs is a mistake.
const SAME: &[(&str, &str)] = &[
    ("wrapped", "a value and a list of it alone are the same"),
    ("wrapped twice", "a list in a list is the same as its items"),
    (
        "reversed",
        "a list is a set unless its context says otherwise; where order tells levels apart, `conform` says so",
    ),
    ("with a fraction", "1 and 1.0 are one number"),
    ("context", "a context is no data: what it does stands in the statements"),
    ("named by its IRI", "who registers a context, or names one with `@vocab`, decides what else its readers look for"),
    ("proof of a set", "each proof stands for itself"),
];

/// One change of a text.
struct Change {
    what: &'static str,
    /// The pointer to what is changed.
    place: String,
    /// The object or list that is changed, or that holds what is changed.
    holder: String,
    range: Range<usize>,
    text: String,
}

impl Change {
    fn applied(&self, document: &Document) -> String {
        let text = document.as_str();
        [text.get(..self.range.start).unwrap(), &self.text, text.get(self.range.end..).unwrap()].concat()
    }
}

/// Every change of a document, of its proofs only if asked.
struct Changes<'d> {
    text: &'d str,
    predicates: Vec<&'d str>,
    datatypes: BTreeSet<&'d str>,
    /// Whether there are contexts that are not part of the crate.
    has_foreign: bool,
    list: Vec<Change>,
}

impl<'d> Changes<'d> {
    fn of(document: &'d Document, canonical: &'d str) -> Vec<Change> {
        let words: BTreeSet<&str> = canonical.lines().map(|line| line.split(' ').nth(1).unwrap()).collect();
        let predicates = words.into_iter().map(|word| word.trim_matches(['<', '>'])).collect();
        let datatypes = canonical.split("^^<").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
        let has_foreign = openbadges::proof::canonicalize(document).is_err();
        let text = document.as_str();
        let mut changes = Changes { text, predicates, datatypes, has_foreign, list: Vec::new() };
        changes.object(document.root());
        changes.list
    }

    fn push(&mut self, what: &'static str, node: Node<'d>, place: String, holder: String, text: String) {
        let start = node.raw().as_ptr().addr() - self.text.as_ptr().addr();
        let what = if format!("{place}/").contains("/@context/") { "context" } else { what };
        self.list.push(Change { what, place, holder, range: start..start + node.raw().len(), text });
    }

    fn object(&mut self, object: Node<'d>) {
        let pointer = object.pointer();
        let members: Vec<(String, Node<'d>)> =
            object.members().map(|(name, value)| (format!("{name:?}"), value)).collect();
        // All members but some, and others.
        let with = |without: usize, more: &[String]| {
            let kept = members.iter().enumerate().filter(|(i, _)| *i != without);
            let kept = kept.map(|(_, (name, value))| format!("{name}:{}", value.raw()));
            format!("{{{}}}", kept.chain(more.iter().cloned()).collect::<Vec<_>>().join(","))
        };
        for (what, more) in [
            ("added", r#""mascot":"Otter""#),
            ("added", r#""@index":"x""#),
            ("added", r#""@included":[]"#),
            ("context", r#""@context":{"unused":"urn:example:unused"}"#),
        ] {
            if !more.starts_with("\"@context") || object.get("@context").is_none() {
                self.push(what, object, pointer.clone(), pointer.clone(), with(usize::MAX, &[more.to_owned()]));
            }
        }
        for (i, (name, value)) in members.iter().enumerate() {
            self.push("deleted", object, value.pointer(), pointer.clone(), with(i, &[]));
            let name = name.trim_matches('"');
            let is_called = |iri: &&&str| iri.strip_suffix(name).is_some_and(|start| start.ends_with(['#', '/']));
            let iris: Vec<&str> = self.predicates.iter().filter(is_called).copied().collect();
            for iri in iris {
                for other in self.forms(*value) {
                    let renamed = with(i, &[format!("{iri:?}:{other}")]);
                    let what = if self.is_foreign(iri) { "named by its IRI" } else { "renamed" };
                    self.push(what, object, value.pointer(), pointer.clone(), renamed);
                }
            }
            self.value(*value, &pointer);
        }
    }

    /// Whether a member may be of a context that is not part of the crate.
    fn is_foreign(&self, iri: &str) -> bool {
        const OWN: &[&str] = &["https://www.w3.org/2018/credentials#", "https://w3id.org/security#"];
        self.has_foreign && !OWN.iter().any(|own| iri.starts_with(own))
    }

    /// How a value may be written where nothing says what it is.
    fn forms(&self, value: Node<'d>) -> Vec<String> {
        let raw = value.raw();
        let scalar = !matches!(value.kind(), Kind::Object | Kind::Array);
        let typed = self.datatypes.iter().map(|datatype| format!(r#"{{"@value":{raw},"@type":{datatype:?}}}"#));
        let typed: Vec<String> = typed.filter(|_| scalar).collect();
        let reference = (value.kind() == Kind::String).then(|| format!(r#"{{"id":{raw}}}"#));
        [raw.to_owned()].into_iter().chain(typed).chain(reference).collect()
    }

    fn value(&mut self, value: Node<'d>, holder: &str) {
        let raw = value.raw();
        let place = value.pointer();
        let mut others = vec![
            ("null", "null".to_owned()),
            ("emptied", "[]".to_owned()),
            ("replaced", "{}".to_owned()),
            ("replaced", "\"x\"".to_owned()),
            ("replaced", "true".to_owned()),
            ("replaced", "7".to_owned()),
            ("wrapped", format!("[{raw}]")),
            ("wrapped twice", format!("[[{raw}]]")),
            ("with a null", format!("[{raw},null]")),
        ];
        match value.kind() {
            Kind::String => {
                let text = value.as_str().unwrap();
                let last = if text.ends_with('x') { 'y' } else { 'x' };
                let start: String = text.chars().take(text.chars().count().saturating_sub(1)).collect();
                others.push(("other text", format!("{:?}", format!("{start}{last}"))));
                others.push(("other text", format!("{:?}", format!("{text} "))));
            }
            Kind::Number => {
                let fraction = if raw.contains('.') { "" } else { ".0" };
                others.push(("other number", format!("1{raw}")));
                others.push(("other number", format!("{raw}{fraction}00000000000000000001")));
                others.push(("with a fraction", format!("{raw}{fraction}0")));
            }
            Kind::Boolean => others.push(("other boolean", (raw != "true").to_string())),
            Kind::Array => {
                let items: Vec<&str> = value.items().map(Node::raw).collect();
                let reversed: Vec<&str> = items.iter().rev().copied().collect();
                if items.len() > 1 {
                    others.push(("reversed", format!("[{}]", reversed.join(","))));
                }
                for i in 0..items.len() {
                    let mut without = items.clone();
                    let item = without.remove(i);
                    others.push(("item removed", format!("[{}]", without.join(","))));
                    others.push(("item doubled", format!("[{},{item}]", items.join(","))));
                }
            }
            Kind::Object | Kind::Null => {}
        }
        if value.kind() != Kind::Array {
            others.push(("doubled", format!("[{raw},{raw}]")));
        }
        for (what, text) in others {
            let is_of_set = place == "/proof" && ["item removed", "item doubled", "doubled"].contains(&what);
            let what = if is_of_set { "proof of a set" } else { what };
            if text != raw {
                self.push(what, value, place.clone(), holder.to_owned(), text);
            }
        }
        match value.kind() {
            Kind::Object => self.object(value),
            Kind::Array => value.items().for_each(|item| self.value(item, &place)),
            _ => {}
        }
    }
}

/// What is said of a document beside its canonical form, and which ids are described twice.
struct Said {
    findings: Vec<Finding>,
    ids: BTreeSet<String>,
}

impl Said {
    fn of(engine: &Engine, document: &Document) -> Said {
        let mut findings = conform(document);
        findings.extend(engine.warnings(document).unwrap());
        let twice = findings.iter().filter(|finding| finding.code() == Code::ModelDescribedTwice);
        let ids = twice.filter_map(|finding| id(document, finding.pointer())).collect();
        Said { findings, ids }
    }

    /// Whether something redundant is named at a place or in it.
    fn names(&self, place: &str) -> bool {
        const REDUNDANT: &[Code] = &[
            Code::JsonLdWithoutEffect,
            Code::ModelDescribedTwice,
            Code::ModelRepeatedValue,
            Code::ModelOrderNotSigned,
        ];
        self.findings.iter().any(|finding| REDUNDANT.contains(&finding.code()) && is_in(finding.pointer(), place))
    }
}

fn is_in(pointer: &str, place: &str) -> bool {
    pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The id of an object at a pointer.
fn id(document: &Document, pointer: &str) -> Option<String> {
    let node = nodes(document, pointer).last().copied()??;
    node.get("id").and_then(|id| id.as_str().map(Into::into))
}

/// The values on the way to a pointer, the root first; none where there is nothing.
fn nodes<'d>(document: &'d Document, pointer: &str) -> Vec<Option<Node<'d>>> {
    let mut nodes = vec![Some(document.root())];
    for name in pointer.split('/').skip(1) {
        let name = name.replace("~1", "/").replace("~0", "~");
        let next = nodes.last().copied().flatten().and_then(|node| match node.kind() {
            Kind::Array => node.items().nth(name.parse().ok()?),
            _ => node.get(&name),
        });
        nodes.push(next);
    }
    nodes
}

/// Whether a change is in an endorsement with a proof of its own, which covers it as it stands there, or cannot hold
/// anyway: verifying the endorsement tells.
fn breaks_inner_proof(engine: &Engine, document: &Document, changed: &Document, place: &str) -> bool {
    let is_signed = |node: &Node<'_>| {
        let mut types = node.get("type").into_iter().flat_map(Node::items).filter_map(Node::as_str);
        types.any(|word| word == "EndorsementCredential") && node.get("proof").is_some()
    };
    let pairs = nodes(document, place).into_iter().zip(nodes(changed, place)).skip(1);
    let inner = pairs.map(|(before, after)| (before.filter(is_signed), after)).find_map(|(b, a)| Some((b?, a?)));
    inner.is_some_and(|(before, after)| {
        let canonical = |node: Node<'_>| engine.canonicalize(&node.to_document());
        canonical(before).map_or(true, |before| canonical(after).map_or(true, |after| before != after))
    })
}

/// Whether what is said before or after a change names what it changes.
fn is_named(engine: &Engine, document: &Document, before: &Said, changed: &Document, change: &Change) -> bool {
    if breaks_inner_proof(engine, document, changed, &change.place) {
        return true;
    }
    let after = Said::of(engine, changed);
    let says_it = |said: &Said, document: &Document| {
        id(document, &change.holder).is_some_and(|id| said.ids.contains(&id)) || said.names(&change.place)
    };
    let known: BTreeSet<_> = before.findings.iter().map(|finding| (finding.code(), finding.pointer())).collect();
    let is_new = |finding: &&Finding| !known.contains(&(finding.code(), finding.pointer()));
    says_it(before, document)
        || says_it(&after, changed)
        || after.findings.iter().filter(is_new).any(|finding| is_in(finding.pointer(), &change.place))
}

/// How the changes of some documents ended.
#[derive(Default)]
struct Outcome {
    documents: usize,
    changes: usize,
    changed: usize,
    refused: usize,
    named: usize,
    same: BTreeMap<&'static str, usize>,
    hidden: Vec<String>,
}

impl Outcome {
    fn ends(&self, needed: &[&str]) {
        let Outcome { documents, changes, changed, refused, named, same, hidden } = self;
        println!("{documents} documents, {changes} changes: {changed} changed, {refused} refused, {named} named");
        println!("the same by definition: {same:?}");
        let shown: Vec<&str> = hidden.iter().take(40).map(String::as_str).collect();
        assert!(hidden.is_empty(), "{} hidden:\n{}", hidden.len(), shown.join("\n"));
        let allowed: Vec<&str> = same.keys().copied().collect();
        assert_eq!(allowed, needed, "needless exceptions, or ones without a reason");
    }

    fn unchanged(&mut self, name: &str, change: &Change, is_named: bool) {
        if is_named {
            self.named += 1;
        } else if SAME.iter().any(|(what, _)| *what == change.what) {
            *self.same.entry(change.what).or_default() += 1;
        } else {
            self.hidden.push(format!("{name} {} {}: {}", change.what, change.place, change.text));
        }
    }
}

/// Everything deleted, every text, number and boolean replaced by another, and of the rest some, the same in every run.
fn sample(changes: Vec<Change>) -> Vec<Change> {
    const MOST: usize = 150;
    let (mut all, mut rest): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|change| change.what == "deleted" || change.what.starts_with("other"));
    let mut lots = common::Lots(7);
    while rest.len() > MOST {
        let lot = lots.below(u64::try_from(rest.len()).unwrap());
        rest.swap_remove(usize::try_from(lot).unwrap());
    }
    all.append(&mut rest);
    all
}

/// A document without its proofs.
fn unsigned(document: &Document) -> Document {
    let members = document.root().members().filter(|(name, _)| name != "proof");
    let members: Vec<String> = members.map(|(name, value)| format!("{name:?}:{}", value.raw())).collect();
    Document::parse(format!("{{{}}}", members.join(",")).as_bytes()).unwrap()
}

/// Every credential among the official test data, with its name.
fn credentials(root: &Path) -> Vec<(String, Document)> {
    let read = common::json_files(root).into_iter().filter_map(|path| {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let document = Document::parse(&std::fs::read(&path).unwrap()).ok()?;
        let is_class = |class: Node<'_>| class.as_str().is_some_and(|class| class == "VerifiableCredential");
        let is_credential = document.root().get("type").is_some_and(|types| types.one_or_many().any(is_class));
        (is_credential && document.root().get("@context").is_some()).then_some((name, document))
    });
    read.collect()
}

#[test]
fn no_member_of_a_credential_hides() {
    let Some(root) = common::conformance() else { return };
    let engine = Engine::new().with_contexts(contexts::others(&root));
    let mut outcome = Outcome::default();
    let mut skipped = Vec::new();
    for (name, signed) in credentials(&root) {
        let document = unsigned(&signed);
        let canonical = match engine.canonicalize(&document) {
            Ok(canonical) => canonical,
            Err(error) => {
                println!("{name}: {error}");
                skipped.push(name);
                continue;
            }
        };
        outcome.documents += 1;
        let before = Said::of(&engine, &document);
        for change in sample(Changes::of(&document, &canonical)) {
            outcome.changes += 1;
            let Ok(changed) = Document::parse(change.applied(&document).as_bytes()) else {
                panic!("{name} {}: {}", change.place, change.text);
            };
            match engine.canonicalize(&changed) {
                Err(_) => outcome.refused += 1,
                Ok(other) if other != canonical => outcome.changed += 1,
                Ok(_) => {
                    let is_named = is_named(&engine, &document, &before, &changed, &change);
                    outcome.unchanged(&name, &change, is_named);
                }
            }
        }
    }
    // Their types or members are undefined, or a context that exists nowhere.
    let names: Vec<&str> = skipped.iter().map(|name| name.rsplit('/').next().unwrap()).collect();
    let undefined = [
        "getting-started-3.json",
        "migrating--upgraded-ob-2-0-assertion-included-within-clr-2-0.json",
        "equality-and-comparison--sample-credential-a.json",
        "equality-and-comparison--sample-credential-b.json",
        "equality-and-comparison--sample-credential-c.json",
        "equality-and-comparison--sample-credential-d.json",
        "readme--sample-assertion-credential.json",
        "status_list_revocable_3.json",
    ];
    assert_eq!(names, undefined);
    assert_eq!(outcome.documents, 39);
    assert!(outcome.changes >= 9_000 && outcome.changed >= 3_000 && outcome.refused >= 3_000);
    outcome.ends(&["context", "named by its IRI", "reversed", "with a fraction", "wrapped", "wrapped twice"]);
}

/// The signed vectors, with the keys of their proofs.
fn signed(root: &Path) -> Vec<(&'static str, Document, Vec<VerifyingKey>)> {
    let names = [
        "vectors/ob3/obv3p0/signed.json",
        "vectors/ob3/clrv2p0/signed.json",
        "vectors/vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json",
        "vectors/vc-di-eddsa/eddsa-rdfc-2022/employ/signedDataInt.json",
        "vectors/vc-di-eddsa/proof-set-chain/signedProofSet1.json",
        "vectors/vc-di-eddsa/proof-set-chain/signedProofSet2.json",
    ];
    let read = names.into_iter().map(|name| {
        let document = Document::parse(&std::fs::read(root.join(name)).unwrap()).unwrap();
        let keys = proofs(&document).into_iter().map(|proof| {
            let method = proof.get("verificationMethod").unwrap().as_str().unwrap();
            VerifyingKey::from_multikey(method.split_once('#').unwrap().1).unwrap()
        });
        let keys = keys.collect();
        (name, document, keys)
    });
    read.collect()
}

fn proofs(document: &Document) -> Vec<Node<'_>> {
    document.root().get("proof").into_iter().flat_map(Node::one_or_many).collect()
}

#[test]
fn no_change_of_a_signed_document_goes_unnoticed() {
    let Some(root) = common::conformance() else { return };
    let engine = Engine::new().with_contexts(contexts::others(&root));
    let mut outcome = Outcome::default();
    for (name, document, keys) in signed(&root) {
        let holds = |document: &Document| {
            let proofs = proofs(document);
            let key = |i: usize| &keys[i.min(keys.len() - 1)];
            !proofs.is_empty()
                && proofs.iter().enumerate().all(|(i, proof)| engine.check(document, *proof, key(i)).is_ok())
        };
        assert!(holds(&document), "{name}");
        outcome.documents += 1;
        let before = Said::of(&engine, &document);
        for change in Changes::of(&document, &engine.canonicalize(&document).unwrap()) {
            outcome.changes += 1;
            let changed = Document::parse(change.applied(&document).as_bytes()).unwrap();
            if holds(&changed) {
                let is_named = is_named(&engine, &document, &before, &changed, &change);
                outcome.unchanged(name, &change, is_named);
            } else {
                outcome.refused += 1;
            }
        }
    }
    assert_eq!(outcome.documents, 6);
    assert!(outcome.refused >= 3_000);
    outcome.ends(&["context", "named by its IRI", "proof of a set", "reversed", "wrapped", "wrapped twice"]);
}
