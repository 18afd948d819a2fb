//! The ways to secure a document with a proof inside it.

use std::fmt;

use crate::document::{Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::{Algorithm, VerifyingKey, multibase};
use crate::text::quoted;

use super::data_integrity::malformed;

/// A Data Integrity cryptosuite, or an older kind of proof that works like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Suite {
    /// Ed25519 over canonical RDF (Data Integrity EdDSA Cryptosuites 1.0, section 3.2): what most verifiers of Open Badges
    /// know. The default.
    #[default]
    EddsaRdfc2022,
    /// Ed25519 over canonical JSON (the same, section 3.3).
    EddsaJcs2022,
    /// P-256 over canonical RDF (Data Integrity ECDSA Cryptosuites 1.0, section 3.2).
    EcdsaRdfc2019,
    /// `eddsa-2022`, as eddsa-rdfc-2022 was called before it was a standard. Only for reading.
    Eddsa2022,
    /// `Ed25519Signature2020`, which came before it. Only for reading.
    Ed25519Signature2020,
}

impl Suite {
    /// All of them.
    pub const ALL: &'static [Suite] = &[
        Suite::EddsaRdfc2022,
        Suite::EddsaJcs2022,
        Suite::EcdsaRdfc2019,
        Suite::Eddsa2022,
        Suite::Ed25519Signature2020,
    ];

    /// The `cryptosuite` of such a proof, or its `type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Suite::EddsaRdfc2022 => "eddsa-rdfc-2022",
            Suite::EddsaJcs2022 => "eddsa-jcs-2022",
            Suite::EcdsaRdfc2019 => "ecdsa-rdfc-2019",
            Suite::Eddsa2022 => "eddsa-2022",
            Suite::Ed25519Signature2020 => "Ed25519Signature2020",
        }
    }

    /// The suite that a key of this kind signs with; none for RSA, which signs JWTs only.
    pub fn of_key(algorithm: Algorithm) -> Option<Self> {
        match algorithm {
            Algorithm::EdDsa => Some(Suite::EddsaRdfc2022),
            Algorithm::Es256 => Some(Suite::EcdsaRdfc2019),
            Algorithm::Rs256 => None,
        }
    }

    /// How its keys sign.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Suite::EcdsaRdfc2019 => Algorithm::Es256,
            _ => Algorithm::EdDsa,
        }
    }

    /// Whether this crate makes such proofs.
    pub fn is_issued(self) -> bool {
        !matches!(self, Suite::Eddsa2022 | Suite::Ed25519Signature2020)
    }

    /// Whether it signs canonical JSON, not RDF.
    pub(crate) fn is_jcs(self) -> bool {
        self == Suite::EddsaJcs2022
    }

    /// The suite that a proof names.
    pub(super) fn of(proof: Node<'_>) -> Result<Self> {
        let text = |name: &str| proof.get(name).and_then(Node::as_str);
        let class = text("type").unwrap_or_default();
        let suite = text("cryptosuite").unwrap_or_default();
        let found = Suite::ALL.iter().find(|known| match known {
            Suite::Ed25519Signature2020 => class == known.as_str() && suite.is_empty(),
            _ => class == "DataIntegrityProof" && suite == known.as_str(),
        });
        found.copied().ok_or_else(|| {
            let shown = if class == "DataIntegrityProof" { suite } else { class };
            let message = format!("proofs of the kind {} are not checked by this crate", quoted(&shown));
            let finding = Finding::error(Code::ProofUnknownSuite, proof.pointer(), message).with_value(&shown);
            Error::new(ErrorKind::Input, finding)
        })
    }

    /// Whether a key is of its kind: the algorithm is the suite's and the key's, never what a message says.
    pub(super) fn takes(self, key: &VerifyingKey) -> std::result::Result<(), String> {
        if key.algorithm() == self.algorithm() {
            return Ok(());
        }
        let other = Suite::of_key(key.algorithm());
        let remedy = other.map_or(String::from("sign a JWT with it"), |other| format!("its suite is {other}"));
        Err(format!("the key signs {}, {self} takes {}; {remedy}", key.algorithm(), self.algorithm()))
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A proof that can be checked: what it must say for that, and its signature.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stated<'d> {
    pub(crate) proof: Node<'d>,
    pub(crate) suite: Suite,
    pub(super) signature: [u8; 64],
}

impl<'d> Stated<'d> {
    /// `proof.malformed`, `proof.unknown-suite`, `proof.wrong-purpose`.
    pub(crate) fn of(proof: Node<'d>) -> Result<Self> {
        let text = |name: &str| proof.get(name).and_then(Node::as_str).unwrap_or_default();
        if proof.kind() != Kind::Object {
            return Err(malformed(proof, "a proof is an object"));
        }
        let suite = Suite::of(proof)?;
        if text("proofPurpose") != "assertionMethod" {
            let place = proof.get("proofPurpose").unwrap_or(proof);
            let message =
                format!("the purpose of the proof is {}, not `assertionMethod`", quoted(&text("proofPurpose")));
            return Err(Error::input(Code::ProofWrongPurpose, place.pointer(), message));
        }
        // P-384 is a key of this suite too, and its signatures have 96 bytes.
        if suite == Suite::EcdsaRdfc2019 && multibase::decode::<96>(&text("proofValue")).is_some() {
            let message = "proofs of ecdsa-rdfc-2019 with P-384 keys are not checked by this crate";
            return Err(Error::input(Code::ProofUnknownSuite, proof.pointer(), message));
        }
        let signature = multibase::decode(&text("proofValue")).ok_or_else(|| {
            let place = proof.get("proofValue").unwrap_or(proof);
            malformed(place, "`proofValue` is not `z` and 64 bytes in base58btc")
        })?;
        Ok(Stated { proof, suite, signature })
    }
}
