//! 1EdTech's conformance test for issuers of Open Badges 3.0, beyond what its validator demands.

use super::Securing;
use super::rule::{Fault, Rule};
use super::seen::below;
use crate::document::Node;
use crate::finding::Code::{OtherAlgorithm, OtherContent, OtherSuite};
use crate::key::Algorithm;

pub(super) const RULES: &[Rule] = &[
    Rule::refuses(
        OtherAlgorithm,
        |seen| match seen.securing {
            Securing::Jwt(algorithm) if algorithm != Algorithm::Rs256 => {
                vec![Fault::planned("").with(algorithm.as_str())]
            }
            _ => Vec::new(),
        },
        "a JWT is one signed by RS256, not by {}",
        "sign with an RSA key, or by eddsa-rdfc-2022",
    ),
    Rule::refuses(
        OtherSuite,
        |seen| seen.without_proof_of(&["eddsa-rdfc-2022"]),
        "embedded proofs are of eddsa-rdfc-2022, not of {}",
        "sign by eddsa-rdfc-2022 with an Ed25519 key, or issue a JWT by RS256",
    ),
    Rule::warns(
        OtherContent,
        |seen| {
            let is_address = |identifier: Node<'_>| {
                identifier.get("identityType").and_then(Node::as_str).is_some_and(|kind| kind == "emailAddress")
            };
            let is_nameless = |subject: &Node<'_>| !below([*subject], "identifier").any(is_address);
            seen.subjects().filter(is_nameless).map(Fault::inside).collect()
        },
        "the test wants a badge for a given e-mail address, and no identifier is one",
        "name the recipient by an identifier of the type `emailAddress`",
    ),
];
