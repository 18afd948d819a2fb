//! What the rules look at, taken from the facts once for all of them.

use std::borrow::Cow;

use super::rule::Fault;
use super::{Facts, Securing};
use crate::document::{Kind, Node};
use crate::finding::{Code, Finding, Severity};
use crate::key::VerifyingKey;
use crate::model::{Proof, Version, conform};
use crate::proof::{Engine, Suite};
use crate::text::is_web_url;

/// Contexts begin so whatever their version.
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context";

/// What is seen of a badge.
pub(super) struct Seen<'d> {
    pub(super) root: Node<'d>,
    pub(super) securing: Securing,
    /// Of a badge with an embedded proof: all that are there, or the one that is planned. None for a JWT, whose readers
    /// look at its own signature.
    pub(super) proofs: Vec<SeenProof<'d>>,
    /// The verification method, for a JWT its `kid`.
    pub(super) method: &'d str,
    key: Option<&'d VerifyingKey>,
    pub(super) version: Version,
    /// How many bytes it has, or will have with its proof.
    pub(super) length: usize,
    /// What JSON-LD would drop or cannot read.
    json_ld: Vec<Finding>,
    /// What breaks the standard's data model.
    model: Vec<Finding>,
}

/// A proof, or one that will be.
pub(super) struct SeenProof<'d> {
    node: Option<Node<'d>>,
    /// The cryptosuite, or the type of an older kind.
    pub(super) kind: Cow<'d, str>,
    pub(super) method: Cow<'d, str>,
    pub(super) is_assertion: bool,
}

impl<'d> Seen<'d> {
    pub(super) fn new(facts: &Facts<'d>) -> Self {
        let root = facts.document.root();
        let own = Engine::new();
        let engine = facts.engine.unwrap_or(&own);
        let mut length = facts.document.as_bytes().len();
        let proofs = match facts.securing {
            Securing::Jwt(_) => Vec::new(),
            Securing::Embedded(suite) => match root.get("proof") {
                // Each rule costs time for each of them.
                Some(proof) => proof.one_or_many().take(engine.limits().proofs()).map(SeenProof::of).collect(),
                None => {
                    length += length_of_proof(suite, facts.method);
                    vec![SeenProof::planned(suite, facts.method)]
                }
            },
        };
        let json_ld = engine.warnings(facts.document);
        let json_ld = json_ld.map_or_else(crate::Error::into_findings, |_| Vec::new());
        let is_error = |finding: &Finding| finding.severity() == Severity::Error;
        let model = conform(facts.document).into_iter().filter(is_error).collect();
        let Facts { securing, method, key, .. } = *facts;
        Seen { root, securing, proofs, method, key, version: Version::of(root), length, json_ld, model }
    }

    pub(super) fn is_jwt(&self) -> bool {
        matches!(self.securing, Securing::Jwt(_))
    }

    /// The key of this name, if it was given: other proofs have other keys.
    pub(super) fn key_of(&self, method: &str) -> Option<&'d VerifyingKey> {
        self.key.filter(|_| method == self.method)
    }

    /// The contexts in their order.
    pub(super) fn contexts(&self) -> impl Iterator<Item = Node<'d>> + use<'d> {
        self.root.get("@context").into_iter().flat_map(Node::one_or_many)
    }

    pub(super) fn context(&self, position: usize) -> Option<Cow<'d, str>> {
        self.contexts().nth(position).and_then(Node::as_str)
    }

    /// A fault at a context, or where it is missing.
    pub(super) fn at_context(&self, position: usize) -> Fault<'d> {
        let list = || self.root.get("@context").unwrap_or(self.root);
        self.contexts().nth(position).map_or_else(|| Fault::inside(list()).with(""), Fault::at)
    }

    pub(super) fn subjects(&self) -> impl Iterator<Item = Node<'d>> + use<'d> {
        below([self.root], "credentialSubject")
    }

    pub(super) fn statuses(&self) -> impl Iterator<Item = Node<'d>> + use<'d> {
        below([self.root], "credentialStatus")
    }

    /// What may be endorsed: the badge, its achievement, its issuer.
    pub(super) fn endorsed(&self) -> impl Iterator<Item = Node<'d>> + use<'d> {
        [self.root].into_iter().chain(below(self.subjects(), "achievement")).chain(self.root.get("issuer"))
    }

    pub(super) fn endorsements(&self) -> impl Iterator<Item = Node<'d>> + use<'d> {
        below(self.endorsed(), "endorsement")
    }

    /// Where the issuer's id stands.
    pub(super) fn issuer_id(&self) -> Node<'d> {
        let issuer = self.root.get("issuer").unwrap_or(self.root);
        issuer.get("id").filter(|_| !issuer.is_root()).unwrap_or(issuer)
    }

    /// The proofs of these kinds, or all if there is none of them: then each is as good as another.
    pub(super) fn proofs_of(&self, kinds: &[&str]) -> Vec<&SeenProof<'d>> {
        let of_kinds: Vec<_> = self.proofs.iter().filter(|proof| proof.is_of(kinds)).collect();
        if of_kinds.is_empty() { self.proofs.iter().collect() } else { of_kinds }
    }

    /// One fault where no proof is of these kinds.
    pub(super) fn without_proof_of(&self, kinds: &[&str]) -> Vec<Fault<'d>> {
        if self.is_jwt() || self.proofs.iter().any(|proof| proof.is_of(kinds)) {
            return Vec::new();
        }
        let all: Vec<&str> = self.proofs.iter().map(|proof| &*proof.kind).collect();
        let place = self.root.get("proof").map_or_else(|| Fault::planned("/proof"), Fault::inside);
        vec![place.with(all.join(", "))]
    }

    /// The keys' names that a reader of these kinds of proofs follows, with their places.
    pub(super) fn methods(&self, kinds: &[&str]) -> Vec<(Cow<'d, str>, Fault<'d>)> {
        if self.is_jwt() {
            return vec![(self.method.into(), Fault::at(self.issuer_id()).with(self.method))];
        }
        let method = |proof: &SeenProof<'d>| (proof.method.clone(), proof.at_method(self));
        self.proofs_of(kinds).into_iter().map(method).collect()
    }

    /// Names of keys that lead neither to a `did:key` nor to a `did:web`.
    pub(super) fn neither_key_nor_web(&self, kinds: &[&str]) -> Vec<Fault<'d>> {
        let is_other = |method: &str| !method.starts_with("did:key:") && !method.starts_with("did:web:");
        self.methods(kinds).into_iter().filter(|(method, _)| is_other(method)).map(|(_, fault)| fault).collect()
    }

    /// What makes JSON-LD in safe mode fail, one finding for each place.
    pub(super) fn unsafe_json_ld(&self) -> Vec<Fault<'d>> {
        self.json_ld.iter().filter(|finding| is_unsafe(finding.code())).map(Fault::of).collect()
    }

    /// Why it cannot be told how JSON-LD in safe mode ends.
    pub(super) fn unjudged_json_ld(&self) -> Vec<Fault<'d>> {
        self.json_ld.iter().filter(|finding| !is_unsafe(finding.code())).map(Fault::of).collect()
    }

    pub(super) fn model(&self) -> impl Iterator<Item = &Finding> {
        self.model.iter()
    }
}

impl<'d> SeenProof<'d> {
    fn of(node: Node<'d>) -> Self {
        let text = |name: &str| node.get(name).and_then(Node::as_str).unwrap_or_default();
        let class = text("type");
        let kind = if class == "DataIntegrityProof" { text("cryptosuite") } else { class };
        let is_assertion = text("proofPurpose") == "assertionMethod";
        SeenProof { node: Some(node), kind, method: text("verificationMethod"), is_assertion }
    }

    fn planned(suite: Suite, method: &'d str) -> Self {
        SeenProof { node: None, kind: suite.as_str().into(), method: method.into(), is_assertion: true }
    }

    pub(super) fn is_of(&self, kinds: &[&str]) -> bool {
        kinds.contains(&&*self.kind)
    }

    pub(super) fn get(&self, name: &str) -> Option<Node<'d>> {
        self.node.and_then(|node| node.get(name))
    }

    /// A fault of the proof as a whole, with its kind.
    pub(super) fn fault(&self) -> Fault<'d> {
        self.node.map_or_else(|| Fault::planned("/proof"), Fault::inside).with(self.kind.clone())
    }

    /// A fault of what the proof is for.
    pub(super) fn at_purpose(&self) -> Fault<'d> {
        self.get("proofPurpose").map_or_else(|| self.fault(), Fault::at)
    }

    /// A fault of the key's name; of a proof that is planned at the issuer's id, from which the name follows.
    pub(super) fn at_method(&self, seen: &Seen<'d>) -> Fault<'d> {
        let place = match self.node {
            Some(node) => Fault::inside(node.get("verificationMethod").unwrap_or(node)),
            None => Fault::inside(seen.issuer_id()),
        };
        place.with(self.method.clone())
    }
}

/// Drops, or forms without a meaning; the other codes say that it could not be looked at.
fn is_unsafe(code: Code) -> bool {
    matches!(
        code,
        Code::JsonLdUndefinedMember
            | Code::JsonLdUndefinedType
            | Code::JsonLdRelativeIri
            | Code::JsonLdInvalidContext
            | Code::JsonLdInvalidValue
            | Code::JsonLdDropped
    )
}

/// How many bytes a proof adds: its members with the time it was made and the signature, which has 88 digits.
fn length_of_proof(suite: Suite, method: &str) -> usize {
    const REST: usize = r#","proof":,"created":"2026-05-01T00:00:00Z","proofValue":"z""#.len() + 88;
    Proof::new(suite.as_str(), method).to_json().len() + REST
}

/// The objects under a member of others, one or many.
pub(super) fn below<'d>(
    nodes: impl IntoIterator<Item = Node<'d>>,
    name: &'static str,
) -> impl Iterator<Item = Node<'d>> {
    nodes.into_iter().filter_map(move |node| node.get(name)).flat_map(Node::one_or_many)
}

pub(super) fn types(node: Node<'_>) -> impl Iterator<Item = Cow<'_, str>> {
    below([node], "type").filter_map(Node::as_str)
}

/// The objects that are not of this type.
pub(super) fn mistyped<'d>(nodes: impl IntoIterator<Item = Node<'d>>, word: &str) -> Vec<Fault<'d>> {
    let is_other = |node: &Node<'d>| !types(*node).any(|own| own == word);
    let fault = |node: Node<'d>| {
        let words: Vec<_> = types(node).collect();
        Fault::inside(node.get("type").unwrap_or(node)).with(words.join(", "))
    };
    nodes.into_iter().filter(is_other).map(fault).collect()
}

/// Whether a URL is that of an Open Badges 3 context, of whichever version.
pub(super) fn is_open_badges(url: &str) -> bool {
    url.starts_with(OPEN_BADGES) && url.ends_with(".json")
}

/// Whether a name of a key has a scheme that 1EdTech's validator follows.
pub(super) fn is_followed(method: &str) -> bool {
    method.starts_with("did:") || is_web_url(method)
}

/// A fault for each of which something holds.
pub(super) fn all_where<'d>(
    nodes: impl IntoIterator<Item = Node<'d>>,
    holds: impl Fn(Node<'d>) -> bool,
) -> Vec<Fault<'d>> {
    nodes.into_iter().filter(|node| holds(*node)).map(Fault::at).collect()
}

/// Whether a member is there, and not `null`.
pub(super) fn has(node: Node<'_>, name: &str) -> bool {
    node.get(name).is_some_and(|value| value.kind() != Kind::Null)
}

/// One fault if something holds.
pub(super) fn one_if<'d>(holds: bool, fault: impl FnOnce() -> Fault<'d>) -> Vec<Fault<'d>> {
    if holds { vec![fault()] } else { Vec::new() }
}
