//! Documents as far as they can be read: a bad entry says nothing about the others.
//!
//! Leniency never helps a key: what may be about it and cannot be read leaves open whose it is.

use super::document::{DidDocument, KeyDocument, Relationship};
use super::method::{MOST, all_of_jwks, is_jwks, key_of, of_jwk, url_of};
use super::{Did, VerificationMethod};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::{VerifyingKey, jwk};
use crate::text::quoted;

/// What is wrong with a controller's document.
#[derive(Debug, Default)]
pub(super) struct Faults<'d> {
    /// Parts of private keys, wherever they stand; a few of them.
    pub(super) secrets: Vec<Finding>,
    /// Of the document as such: nothing in it can be relied on.
    pub(super) whole: Vec<Finding>,
    /// Of members that say nothing about keys.
    pub(super) beside: Vec<Finding>,
    pub(super) entries: Vec<Faulty<'d>>,
}

impl Faults<'_> {
    /// All of them, in the order in which they are looked for.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let of_entries = self.entries.into_iter().flat_map(|entry| entry.findings);
        self.secrets.into_iter().chain(self.whole).chain(self.beside).chain(of_entries).collect()
    }
}

/// An entry of `verificationMethod` or of a relationship that cannot be relied on.
#[derive(Debug)]
pub(super) struct Faulty<'d> {
    pub(super) relationship: Option<Relationship>,
    pub(super) entry: Node<'d>,
    /// Which method it is about, if that can be read.
    pub(super) name: Option<String>,
    pub(super) findings: Vec<Finding>,
}

impl<'d> Faulty<'d> {
    pub(super) fn new(relationship: Option<Relationship>, entry: Node<'d>, base: &str, findings: Vec<Finding>) -> Self {
        let name = entry.get("id").and_then(|id| url_of(id, Some(base), &mut Vec::new()));
        Faulty { relationship, entry, name, findings }
    }

    /// Whether it may be meant to be a method, and not only a reference to one.
    fn is_method(&self) -> bool {
        self.relationship.is_none() || self.entry.kind() != Kind::String
    }

    /// Whether it may be about this key: it is not plainly about another.
    fn may_be_of(&self, key: &VerifyingKey) -> bool {
        let class = self.entry.get("type").and_then(Node::as_str).unwrap_or_default();
        self.is_method() && key_of(self.entry, &class).map_or(true, |own| own == *key)
    }
}

/// What is at hand for an id, as far as it can be read.
#[derive(Debug)]
pub(super) struct Reading<'d> {
    pub(super) document: KeyDocument,
    faults: Faults<'d>,
    /// None of documents that follow from their DID.
    root: Option<Node<'d>>,
}

impl<'d> Reading<'d> {
    /// Reads what was handed in for an id; for a DID it is a DID document.
    ///
    /// # Errors
    /// Faults of the document as such, and limits.
    pub(super) fn of(document: &'d Document, did: Option<&Did>) -> Result<Self> {
        let root = document.root();
        let (document, faults) = match KeyDocument::class_of(root) {
            Class::Jwk if did.is_none() => {
                (KeyDocument::Jwk(document.clone()), Faults { secrets: secrets(root), ..Faults::default() })
            }
            Class::Method if did.is_none() => {
                let faults = Faults { secrets: secrets(root), ..Faults::default() };
                (KeyDocument::read_method(root, Vec::new())?, faults)
            }
            _ => {
                let (document, mut faults) = DidDocument::read_sound(root)?;
                Error::unless_empty(ErrorKind::Input, std::mem::take(&mut faults.whole))?;
                (KeyDocument::Controller(document), faults)
            }
        };
        Ok(Reading { document, faults, root: Some(root) })
    }

    /// A document that follows from its DID.
    pub(super) fn computed(document: DidDocument) -> Self {
        Reading { document: KeyDocument::Controller(document), faults: Faults::default(), root: None }
    }

    /// The method that a URL stands for.
    ///
    /// # Errors
    /// What is wrong with the entries of this name.
    pub(super) fn method(&self, url: &str) -> Result<Option<VerificationMethod>, Vec<Finding>> {
        self.faults_of(url)?;
        self.document.method(url).map_err(Error::into_findings)
    }

    /// What is wrong with the entries of this name, if there is anything.
    pub(super) fn faults_of(&self, name: &str) -> Result<(), Vec<Finding>> {
        self.none_of(|faulty| faulty.name.as_deref() == Some(name))
    }

    /// Whether every method has a name that can be read, or what is wrong with the others.
    pub(super) fn all_have_names(&self) -> Result<(), Vec<Finding>> {
        self.none_of(|faulty| faulty.is_method() && faulty.name.is_none())
    }

    /// Whether every entry for assertions that may name this method can be read.
    pub(super) fn lists_clearly(&self, name: &str) -> Result<(), Vec<Finding>> {
        self.none_of(|faulty| {
            faulty.relationship == Some(Relationship::AssertionMethod)
                && faulty.name.as_ref().is_none_or(|own| own == name)
        })
    }

    /// Whether a key stands under no name that cannot be read: that entry may be the one that retires it.
    pub(super) fn names_clearly(&self, key: &VerifyingKey) -> Result<(), Vec<Finding>> {
        if self.faults.entries.is_empty() {
            return Ok(());
        }
        let texts = texts_of(key);
        self.none_of(|faulty| faulty.is_method() && faulty.name.is_none() && is_about(faulty.entry, &texts))
    }

    fn none_of(&self, concerns: impl Fn(&Faulty<'_>) -> bool) -> Result<(), Vec<Finding>> {
        let concerned = self.faults.entries.iter().filter(|faulty| concerns(faulty));
        let findings: Vec<_> = concerned.flat_map(|faulty| faulty.findings.iter().cloned()).collect();
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }

    /// The methods of a key; those of a JWK or JWKS under one name. And what is wrong with others that may be its.
    pub(super) fn methods_of(&self, key: &VerifyingKey, name: &str) -> Result<(Vec<VerificationMethod>, Vec<Finding>)> {
        let (methods, mut findings) = match &self.document {
            KeyDocument::Controller(document) => (document.methods().to_vec(), Vec::new()),
            KeyDocument::Method(method) => (vec![(**method).clone()], Vec::new()),
            KeyDocument::Jwk(document) => {
                let root = document.root();
                let all = if is_jwks(root) { all_of_jwks(root, name)? } else { vec![(root, of_jwk(root, name))] };
                let (mut methods, mut findings) = (Vec::new(), Vec::new());
                for (jwk, method) in all {
                    match method {
                        Ok(method) => methods.push(method),
                        Err(_) if VerifyingKey::from_jwk(jwk).is_ok_and(|other| other != *key) => {}
                        Err(error) => findings.extend(error.into_findings()),
                    }
                }
                (methods, findings)
            }
        };
        findings.extend(self.none_of(|faulty| faulty.may_be_of(key)).err().unwrap_or_default());
        let own = methods.into_iter().filter(|method| method.key().is_ok_and(|own| own == key));
        Ok((own.collect(), findings))
    }

    /// Whether a part of this private key stands beside the public one.
    pub(super) fn leaks(&self, key: &VerifyingKey) -> bool {
        // Nothing of any private key, as nearly always.
        if self.faults.secrets.is_empty() {
            return false;
        }
        let texts = texts_of(key);
        let mut open = Vec::from_iter(self.root);
        while let Some(node) = open.pop() {
            if secret_members(node).next().is_some() && is_about(node, &texts) {
                return true;
            }
            open.extend(node.members().map(|(_, value)| value));
            open.extend(node.items());
        }
        false
    }

    /// Every fault, of what the document is not asked for.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Finding> {
        let faults = &self.faults;
        let of_entries = faults.entries.iter().flat_map(|entry| &entry.findings);
        faults.secrets.iter().chain(&faults.beside).chain(of_entries)
    }
}

/// What a document is, by its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Controller,
    Method,
    Jwk,
}

/// Reads every entry of `verificationMethod` and of the relationships into the document, or finds it faulty.
pub(super) fn entries<'d>(root: Node<'d>, read: &mut DidDocument) -> Result<Vec<Faulty<'d>>> {
    let lists = std::iter::once((None, "verificationMethod"))
        .chain(Relationship::ALL.iter().map(|relationship| (Some(*relationship), relationship.as_str())));
    let entries: Vec<_> = lists
        .flat_map(|(relationship, name)| root.get(name).map(|list| (relationship, list)))
        .flat_map(|(relationship, list)| list.one_or_many().map(move |entry| (relationship, entry)))
        .take(MOST + 1)
        .collect();
    if entries.len() > MOST {
        let message = format!("the document has more than {MOST} verification methods and references");
        return Err(Error::limit(Code::DidTooManyMethods, "", message));
    }
    let (mut faulty, mut names) = (Vec::new(), Vec::new());
    for (relationship, entry) in entries {
        let mut findings = Vec::new();
        if let (Some(relationship), Kind::String) = (relationship, entry.kind()) {
            match url_of(entry, Some(read.id()), &mut findings) {
                Some(reference) => read.list(relationship, reference),
                None => faulty.push(Faulty { relationship: Some(relationship), entry, name: None, findings }),
            }
            continue;
        }
        let method = VerificationMethod::read(entry, Some(read.id()), &mut findings);
        if let Some(method) = &method {
            if names.contains(&method.id) {
                let message = format!("there are two verification methods {}", quoted(&method.id));
                let finding = Finding::error(Code::DidDuplicateMethod, entry.pointer(), message);
                findings.push(finding.with_value(&method.id));
            }
            names.push(method.id.clone());
        }
        match method {
            Some(method) if findings.is_empty() => read.add(relationship, method),
            _ => faulty.push(Faulty::new(relationship, entry, read.id(), findings)),
        }
    }
    Ok(faulty)
}

/// The parts of private keys, wherever they stand. The values are not repeated.
pub(super) fn secrets(root: Node<'_>) -> Vec<Finding> {
    const ENOUGH: usize = 20;
    let (mut open, mut findings) = (vec![root], Vec::new());
    while let Some(node) = open.pop() {
        for (name, value) in secret_members(node).take(ENOUGH - findings.len()) {
            let message = format!("the document holds a part of a private key, {}", quoted(&name));
            let remedy = "take it out, and make a new key: this one is known";
            findings.push(Finding::error(Code::KeySecret, value.pointer(), message).with_remedy(remedy));
        }
        if findings.len() >= ENOUGH {
            break;
        }
        open.extend(node.members().map(|(_, value)| value));
        open.extend(node.items());
    }
    findings
}

/// Whether there is a part of a private key in it.
pub(super) fn holds_secret(node: Node<'_>) -> bool {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if secret_members(node).next().is_some() {
            return true;
        }
        open.extend(node.members().map(|(_, value)| value));
        open.extend(node.items());
    }
    false
}

fn secret_members<'d>(node: Node<'d>) -> impl Iterator<Item = (std::borrow::Cow<'d, str>, Node<'d>)> {
    let is_key = node.get("kty").is_some();
    node.members().filter(move |(name, _)| {
        let is_private = name.starts_with("privateKey") || name.starts_with("secretKey");
        is_private || is_key && jwk::SECRET.contains(&&**name)
    })
}

/// The texts by which a public key is recognized in whatever stands around it.
fn texts_of(key: &VerifyingKey) -> Vec<String> {
    let mut texts = vec![key.to_multikey()];
    if let Ok(jwk) = Document::parse(key.to_jwk().as_bytes()) {
        let coordinates = ["x", "n"].iter().filter_map(|name| jwk.root().get(name)?.as_str().map(Into::into));
        texts.extend(coordinates.collect::<Vec<String>>());
    }
    let base58 = texts.get(1).and_then(|x| jwk::decode(x)).map(|bytes| bs58::encode(bytes).into_string());
    texts.extend(base58);
    texts
}

/// Whether an object has such a text, or one of its keys has.
fn is_about(object: Node<'_>, texts: &[String]) -> bool {
    let is_one = |value: Node<'_>| value.as_str().is_some_and(|value| texts.iter().any(|text| *text == value));
    object
        .members()
        .any(|(name, value)| is_one(value) || name.contains("Key") && value.members().any(|(_, part)| is_one(part)))
}
