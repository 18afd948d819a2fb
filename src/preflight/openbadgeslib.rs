//! openbadgeslib 4.6, in Python.
//!
//! Not here: the claims of JWTs, which this crate makes as the library wants them, how long canonicalization may take, and
//! what status lists say.

use super::rule::{Fault, Rule};
use super::seen::{all_where, has, is_open_badges, one_if, types};
use crate::did;
use crate::finding::Code::{
    OtherContent, OtherContext, OtherDid, OtherFormat, OtherIgnored, OtherKeyForm, OtherSuite, OtherTooLarge,
};
use crate::key::Algorithm;
use crate::model::CREDENTIALS_V2;

const SUITES: &[&str] = &["eddsa-rdfc-2022"];

const STATUSES: &[&str] = &["BitstringStatusListEntry", "StatusList2021Entry"];

/// The most bytes that it reads.
pub(super) const LONGEST: usize = 256 * 1024;

pub(super) const RULES: &[Rule] = &[
    Rule::refuses(
        OtherContext,
        |seen| one_if(seen.context(0).as_deref() != Some(CREDENTIALS_V2), || seen.at_context(0)),
        "it knows VC Data Model 2.0 only, not {}",
        "begin with `https://www.w3.org/ns/credentials/v2`",
    ),
    Rule::unknown(
        |seen| {
            let is_known = |url: &str| url == CREDENTIALS_V2 || is_open_badges(url);
            let others = seen.contexts().skip(1);
            all_where(others, |context| !context.as_str().is_some_and(|url| is_known(&url)))
        },
        "it reads contexts from a list of its own, on which {} may not be",
        "do without the context",
    ),
    Rule::refuses(
        OtherSuite,
        |seen| seen.without_proof_of(SUITES),
        "it takes proofs of eddsa-rdfc-2022, not of {}",
        "sign by eddsa-rdfc-2022 with an Ed25519 key, or issue a JWT",
    ),
    Rule::refuses(
        OtherFormat,
        |seen| seen.proofs.iter().filter(|proof| proof.is_of(SUITES)).skip(1).map(|proof| proof.fault()).collect(),
        "it takes just one proof of {}, and this is one more",
        "leave it out",
    ),
    Rule::refuses(
        OtherDid,
        |seen| seen.neither_key_nor_web(SUITES),
        "it finds keys by did:key and did:web, not by {}",
        "issue under a did:key or a did:web",
    ),
    Rule::refuses(
        OtherKeyForm,
        |seen| {
            let is_other = |method: &str| {
                let key = did::key_of(method.split('#').next().unwrap_or_default());
                let algorithm = key.map(|key| key.map(|key| key.algorithm()));
                method.starts_with("did:key:") && !matches!(algorithm, Some(Ok(Algorithm::EdDsa | Algorithm::Es256)))
            };
            seen.methods(SUITES).into_iter().filter(|(method, _)| is_other(method)).map(|(_, fault)| fault).collect()
        },
        "it reads did:key for Ed25519 and P-256 keys only, not {}",
        "issue under a did:web",
    ),
    Rule::refuses(
        OtherTooLarge,
        |seen| one_if(seen.length > LONGEST, || Fault::planned("").saying(seen.length.to_string())),
        "the badge has {} bytes, and it reads no more than 262144",
        "link to pictures instead of embedding them",
    ),
    Rule::refuses(
        OtherContent,
        |seen| {
            let others = seen.statuses().filter(|status| !types(*status).any(|word| STATUSES.contains(&&*word)));
            let fault = |status| {
                let words: Vec<_> = types(status).collect();
                Fault::inside(status.get("type").unwrap_or(status)).with(words.join(", "))
            };
            others.map(fault).collect()
        },
        "it takes no badge with a status that it does not know, such as one of the type {}",
        "use a BitstringStatusListEntry",
    ),
    Rule::warns(
        OtherIgnored,
        |seen| {
            let is_named_otherwise = |subject: &_| !has(*subject, "id") && has(*subject, "identifier");
            seen.subjects().filter(is_named_otherwise).map(Fault::inside).collect()
        },
        "it knows recipients by the subject's `id` only, not by identifiers: whose badge it is, it cannot say",
        "give the recipient an id as well",
    ),
];
