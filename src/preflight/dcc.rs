//! verifier-core 1.0 of the Digital Credentials Consortium, which works in VerifierPlus and the Learner Credential Wallet.
//!
//! Not here: in which registries the issuer is known, and what a schema that is fetched says; neither refuses a badge.

use super::rule::{Fault, Rule};
use super::seen::{all_where, one_if, types};
use crate::document::Node;
use crate::finding::Code::{OtherContent, OtherDid, OtherFormat, OtherIgnored, OtherSuite};
use crate::proof::canon::contexts::by_url;

const SUITES: &[&str] = &["eddsa-rdfc-2022", "Ed25519Signature2020"];

pub(super) const RULES: &[Rule] = &[
    Rule::refuses(
        OtherFormat,
        |seen| one_if(seen.is_jwt(), || Fault::planned("")),
        "it does not read JWTs",
        "put the proof inside",
    ),
    Rule::refuses(
        OtherSuite,
        |seen| seen.without_proof_of(SUITES),
        "it takes proofs of eddsa-rdfc-2022 and Ed25519Signature2020, not of {}",
        "sign by eddsa-rdfc-2022 with an Ed25519 key",
    ),
    Rule::refuses(
        OtherDid,
        |seen| seen.neither_key_nor_web(SUITES),
        "it finds keys by did:key and did:web, not by {}",
        "issue under a did:key or a did:web",
    ),
    Rule::refuses(OtherContent, |seen| seen.unsafe_json_ld(), "it runs JSON-LD in safe mode: {}", ""),
    Rule::unknown(
        |seen| {
            let is_foreign = |context: Node<'_>| context.as_str().is_some_and(|url| by_url(&url, false).is_none());
            all_where(seen.contexts(), is_foreign)
        },
        "whether it has the context {} cannot be told from here",
        "do without the context",
    ),
    Rule::unknown(
        |seen| seen.unjudged_json_ld(),
        "what it makes of the document as JSON-LD cannot be told from here: {}",
        "",
    )
    .general(),
    Rule::warns(
        OtherIgnored,
        |seen| {
            let is_meant = |word: &str| word == "1EdTechRevocationList";
            let lists = seen.statuses().filter(|status| types(*status).any(|word| is_meant(&word)));
            lists.map(|status| Fault::at(status.get("type").unwrap_or(status))).collect()
        },
        "it takes a status of the type `1EdTechRevocationList` as fine, revoked or not",
        "use a BitstringStatusListEntry",
    ),
    Rule::warns(
        OtherIgnored,
        |seen| seen.statuses().skip(1).map(Fault::inside).collect(),
        "it looks at the first status only",
        "",
    ),
    Rule::warns(
        OtherIgnored,
        |seen| seen.endorsements().map(Fault::inside).collect(),
        "it does not look at endorsements",
        "",
    ),
];
