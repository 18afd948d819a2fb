//! 1EdTech's public validator 1.11, in the order in which it checks.
//!
//! Not here, because it hangs on the network, the clock or a signature: what status lists, refreshed credentials and key
//! documents say, whether embedded endorsements hold, and whether URLs can be reached.

use super::Securing;
use super::rule::{Fault, Rule};
use super::seen::{Seen, SeenProof, all_where, below, has, is_followed, is_open_badges, mistyped, one_if, types};
use crate::document::{Kind, Node};
use crate::finding::Code::{
    self, OtherAlgorithm, OtherContent, OtherContext, OtherFormat, OtherIgnored, OtherKeyForm, OtherSuite,
};
use crate::key::{Algorithm, VerifyingKey};
use crate::model::{CREDENTIALS_V1, CREDENTIALS_V2, DateTimeZ, EXTENSIONS, OPEN_BADGES_3_0_3};
use crate::text::{is_uri, is_web_url};

/// What it takes. `ecdsa-sd-2023` is none of this crate's.
const SUITES: &[&str] = &["Ed25519Signature2020", "eddsa-rdfc-2022", "eddsa-2022", "ecdsa-sd-2023"];

/// The contexts that it brings along, beside those of Open Badges, CLR and VC.
const CONTEXTS: &[&str] = &[
    CREDENTIALS_V2,
    CREDENTIALS_V1,
    OPEN_BADGES_3_0_3,
    EXTENSIONS,
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://w3id.org/security/v1",
    "https://w3id.org/security/v2",
    "https://w3id.org/security/data-integrity/v1",
    "https://w3id.org/security/suites/ed25519-2020/v1",
    "https://www.w3.org/ns/did/v1",
];

pub(super) const RULES: &[Rule] = &[
    // JSON-LD, of JWTs as well.
    Rule::refuses(OtherContent, |seen| seen.unsafe_json_ld(), "it runs JSON-LD in safe mode: {}", ""),
    Rule::refuses(
        OtherContext,
        |seen| all_where(foreign(seen), |context| !context.as_str().is_some_and(|url| is_web_url(&url))),
        "it cannot load the context {}",
        "publish it under an HTTPS address",
    ),
    Rule::unknown(
        |seen| all_where(foreign(seen), |context| context.as_str().is_some_and(|url| is_web_url(&url))),
        "it loads the context {}, without following redirects",
        "leave the context out, or see that it can be loaded",
    ),
    Rule::unknown(
        |seen| seen.unjudged_json_ld(),
        "what it makes of the document as JSON-LD cannot be told from here: {}",
        "",
    )
    .general(),
    // Contexts.
    Rule::refuses(
        OtherContext,
        |seen| one_if(!is_vc(seen), || seen.at_context(0)),
        "the first context is {}, not that of Verifiable Credentials",
        "begin with `https://www.w3.org/ns/credentials/v2`",
    ),
    Rule::refuses(
        OtherContext,
        |seen| one_if(!seen.context(1).is_some_and(|url| is_open_badges(&url)), || seen.at_context(1)),
        "the second context is {}, not that of Open Badges",
        "put `https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json` second",
    ),
    Rule::warns(
        OtherContext,
        |seen| one_if(seen.context(0).as_deref() == Some(CREDENTIALS_V1), || seen.at_context(0)),
        "it warns of VC Data Model 1.1, {}",
        "issue by VC Data Model 2.0",
    ),
    Rule::warns(
        OtherContext,
        |seen| {
            let is_old = |url: &str| is_open_badges(url) && url != OPEN_BADGES_3_0_3;
            one_if(seen.context(1).is_some_and(|url| is_old(&url)), || seen.at_context(1))
        },
        "it warns of {}, which is not the newest context of Open Badges",
        "take that of Open Badges 3.0.3",
    ),
    // Type.
    Rule::refuses(
        OtherContent,
        |seen| {
            let has = |word: &str| types(seen.root).any(|own| own == word);
            let is_badge = has("OpenBadgeCredential") || has("AchievementCredential");
            one_if(!has("VerifiableCredential") || !is_badge, || {
                let words: Vec<_> = types(seen.root).collect();
                Fault::inside(seen.root.get("type").unwrap_or(seen.root)).with(words.join(", "))
            })
        },
        "the type {} is not `VerifiableCredential` and `OpenBadgeCredential` or `AchievementCredential`",
        "name both types",
    ),
    Rule::unknown(
        |seen| further_schemas(seen).filter_map(|schema| schema.get("id")).map(Fault::at).collect(),
        "it fetches the schema {}, which the badge must keep",
        "leave it out, or see that it can be fetched and is kept",
    ),
    // Subject.
    Rule::refuses(
        OtherContent,
        |seen| all_where(seen.root.get("credentialSubject"), |subject| subject.kind() == Kind::Array),
        "it fails on a list of subjects",
        "write one object",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(seen.subjects(), "AchievementSubject"),
        "the subject's type is {}, not `AchievementSubject`",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(below(seen.subjects(), "identifier"), "IdentityObject"),
        "the identifier's type is {}, not `IdentityObject`",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(below(seen.subjects(), "result"), "Result"),
        "the result's type is {}, not `Result`",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(below(achievements(seen), "resultDescription"), "ResultDescription"),
        "the result description's type is {}, not `ResultDescription`",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(below(seen.subjects(), "source"), "Profile"),
        "the source's type is {}, not `Profile`",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| lacking(seen.subjects(), "achievement"),
        "the subject has no `achievement`",
        "add it",
    ),
    Rule::refuses(
        OtherContent,
        |seen| {
            let criteria = below(achievements(seen), "criteria");
            criteria
                .filter(|criteria| !has(*criteria, "id") && !has(*criteria, "narrative"))
                .map(Fault::inside)
                .collect()
        },
        "the criteria have neither `id` nor `narrative`",
        "tell how the achievement is earned",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(below([seen.root], "evidence"), "Evidence"),
        "the evidence's type is {}, not `Evidence`",
        "",
    ),
    // Issuer.
    Rule::refuses(OtherContent, |seen| lacking([seen.root], "issuer"), "there is no `issuer`", "add it"),
    Rule::refuses(
        OtherContent,
        |seen| all_where(seen.root.get("issuer"), |issuer| issuer.kind() == Kind::String),
        "it fails on an issuer that is just its id, {}",
        "write the issuer's profile",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(profile(seen), "Profile"),
        "the issuer's type is {}, not `Profile`",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(below(profile(seen), "otherIdentifier"), "IdentifierEntry"),
        "the type of the issuer's identifier is {}, not `IdentifierEntry`",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| mistyped(below(profile(seen), "parentOrg"), "Profile"),
        "the type of the issuer's `parentOrg` is {}, not `Profile`",
        "",
    ),
    // Proof, JWT.
    Rule::refuses(
        OtherAlgorithm,
        |seen| match seen.securing {
            Securing::Jwt(algorithm) if !matches!(algorithm, Algorithm::Rs256 | Algorithm::Es256) => {
                vec![Fault::planned("").with(algorithm.as_str())]
            }
            _ => Vec::new(),
        },
        "it takes JWTs signed by RS256 or ES256, not by {}",
        "sign with an RSA or a P-256 key, or put the proof inside",
    ),
    Rule::refuses(
        OtherKeyForm,
        |seen| one_if(seen.is_jwt() && !is_followed(seen.method), || Fault::at(seen.issuer_id()).with(seen.method)),
        "it finds keys by HTTPS and DIDs, not by the `kid` {}",
        "issue under an HTTPS address or a DID",
    ),
    Rule::unknown(
        |seen| {
            let is_unclear =
                seen.is_jwt() && is_web_url(seen.method) && !ends_in_key(seen.method, seen.key_of(seen.method));
            one_if(is_unclear, || Fault::at(seen.issuer_id()).with(seen.method))
        },
        "of HTTPS issuers it is only known to find keys that are the fragment of their name; of {} the key is not",
        "issue under a DID",
    ),
    // Proof, embedded.
    Rule::refuses(
        OtherSuite,
        |seen| seen.without_proof_of(SUITES),
        "it takes proofs of Ed25519Signature2020, eddsa-rdfc-2022, eddsa-2022 and ecdsa-sd-2023, not of {}",
        "sign by eddsa-rdfc-2022 with an Ed25519 key, or issue a JWT",
    ),
    Rule::refuses(
        OtherFormat,
        |seen| {
            let is_for_others = |proof: &&SeenProof<'_>| proof.is_of(SUITES) && !proof.is_assertion;
            let has_matching = matching(seen).next().is_some();
            seen.proofs.iter().filter(|p| !has_matching && is_for_others(p)).map(SeenProof::at_purpose).collect()
        },
        "it looks for proofs with the purpose `assertionMethod`, and this one has {}",
        "",
    ),
    Rule::refuses(
        OtherKeyForm,
        |seen| counted(seen).filter(|proof| !is_followed(&proof.method)).map(|proof| proof.at_method(seen)).collect(),
        "it finds keys by HTTPS and DIDs, not by the verification method {}",
        "issue under an HTTPS address or a DID",
    ),
    Rule::refuses(
        OtherKeyForm,
        |seen| {
            let is_lost = |proof: &&SeenProof<'_>| {
                is_web_url(&proof.method) && !ends_in_key(&proof.method, seen.key_of(&proof.method))
            };
            counted(seen).filter(is_lost).map(|proof| proof.at_method(seen)).collect()
        },
        "of HTTPS issuers it finds only keys whose Multikey is the fragment of their name, not {}",
        "name the key by the issuer's id, `#` and its Multikey, or issue under a DID",
    ),
    Rule::warns(
        OtherSuite,
        |seen| counted(seen).filter(|proof| proof.kind == "eddsa-2022").map(SeenProof::fault).collect(),
        "it warns of {}, an old name",
        "sign by eddsa-rdfc-2022",
    ),
    Rule::warns(
        OtherIgnored,
        |seen| matching(seen).skip(1).map(SeenProof::fault).collect(),
        "it checks the first proof that it knows, not this one of {}",
        "",
    ),
    Rule::warns(
        OtherIgnored,
        |seen| counted(seen).filter_map(|proof| proof.get("expires")).map(Fault::at).collect(),
        "it passes over the proof's end, {}",
        "say it with `validUntil` as well",
    ),
    // Status.
    Rule::refuses(
        OtherContent,
        |seen| lacking(seen.statuses(), "id"),
        "it fails on a status without `id`",
        "give it the list's URL, `#` and the index",
    ),
    Rule::refuses(
        OtherContent,
        |seen| bitstrings(seen).filter(|status| !has_list(*status)).map(at_list).collect(),
        "the address of the status list is {}, no URL",
        "",
    ),
    Rule::warns(
        OtherIgnored,
        |seen| {
            let purpose = below(bitstrings(seen), "statusPurpose");
            all_where(purpose, |purpose| purpose.as_str().is_some_and(|purpose| purpose != "revocation"))
        },
        "it knows statuses of the purpose `revocation` only, not of {}",
        "",
    ),
    // Dates.
    Rule::refuses(
        OtherContent,
        |seen| {
            let dates = ["validFrom", "validUntil"].map(|name| seen.version.native(name));
            let dates = dates.into_iter().filter_map(|name| seen.root.get(name));
            all_where(dates, |date| date.as_str().is_none_or(|date| date.parse::<DateTimeZ>().is_err()))
        },
        "{} is not a date and time with a zone",
        "",
    ),
    // Endorsements.
    Rule::refuses(
        OtherContent,
        |seen| mistyped(seen.endorsements(), "EndorsementCredential"),
        "the endorsement's type is {}, not `EndorsementCredential`",
        "",
    ),
    Rule::refuses(
        OtherContext,
        |seen| {
            let is_wrong = |endorsement: &Node<'_>| {
                let mut contexts = below([*endorsement], "@context").map(|context| context.as_str());
                let first = contexts.next().flatten().is_some_and(|url| url == CREDENTIALS_V2 || url == CREDENTIALS_V1);
                !first || !contexts.next().flatten().is_some_and(|url| is_open_badges(&url))
            };
            seen.endorsements().filter(is_wrong).map(|e| Fault::inside(e.get("@context").unwrap_or(e))).collect()
        },
        "an endorsement's contexts begin with those of Verifiable Credentials and Open Badges",
        "",
    ),
    Rule::refuses(
        OtherContent,
        |seen| lacking(seen.endorsements(), "proof"),
        "the endorsement has no proof",
        "have it signed by the endorser, or leave it out",
    ),
    Rule::unknown(
        |seen| seen.endorsed().filter_map(|endorsed| endorsed.get("endorsementJwt")).map(Fault::inside).collect(),
        "it checks endorsements in JWTs, which are not looked into here",
        "",
    ),
    // The schema of the data model.
    Rule::refuses(
        OtherContent,
        |seen| model(seen, |code, _| matches!(code, Code::ModelMissingMember | Code::ModelUndefinedMember)),
        "its schema demands: {}",
        "",
    )
    .general(),
    Rule::warns(
        OtherContent,
        |seen| model(seen, |code, message| code == Code::ModelWrongType && is_list(message)),
        "the badge passes only the relaxed form of its schema: {}",
        "",
    )
    .general(),
    Rule::unknown(
        |seen| {
            model(seen, |code, message| match code {
                Code::ModelWrongType => !is_list(message),
                code => code == Code::ModelWrongValue,
            })
        },
        "whether its schema takes this cannot be told from here: {}",
        "",
    )
    .general(),
];

fn is_vc(seen: &Seen<'_>) -> bool {
    seen.context(0).is_some_and(|url| url == CREDENTIALS_V2 || url == CREDENTIALS_V1)
}

/// The contexts that it does not bring along; those inside the document need no loading.
fn foreign<'d>(seen: &Seen<'d>) -> impl Iterator<Item = Node<'d>> + use<'d> {
    seen.contexts().filter(|context| context.as_str().is_some_and(|url| !CONTEXTS.contains(&&*url)))
}

fn achievements<'d>(seen: &Seen<'d>) -> impl Iterator<Item = Node<'d>> + use<'d> {
    below(seen.subjects(), "achievement")
}

fn profile<'d>(seen: &Seen<'d>) -> impl Iterator<Item = Node<'d>> + use<'d> {
    seen.root.get("issuer").into_iter().filter(|issuer| issuer.kind() == Kind::Object)
}

fn bitstrings<'d>(seen: &Seen<'d>) -> impl Iterator<Item = Node<'d>> + use<'d> {
    seen.statuses().filter(|status| types(*status).any(|word| word == "BitstringStatusListEntry"))
}

/// The schemas that it checks beside its own.
fn further_schemas<'d>(seen: &Seen<'d>) -> impl Iterator<Item = Node<'d>> + use<'d> {
    let is_own = |id: &str| id.starts_with("https://purl.imsglobal.org/spec/ob/v3p0/schema/");
    below([seen.root], "credentialSchema").filter(move |schema| {
        let is_checked = types(*schema).any(|word| word == "1EdTechJsonSchemaValidator2019");
        is_checked && !schema.get("id").and_then(Node::as_str).is_some_and(|id| is_own(&id))
    })
}

fn has_list(status: Node<'_>) -> bool {
    status.get("statusListCredential").and_then(Node::as_str).is_some_and(|url| is_uri(&url))
}

fn at_list(status: Node<'_>) -> Fault<'_> {
    status.get("statusListCredential").map_or_else(|| Fault::inside(status).with(""), Fault::at)
}

fn lacking<'d>(nodes: impl IntoIterator<Item = Node<'d>>, name: &'static str) -> Vec<Fault<'d>> {
    nodes.into_iter().filter(|node| !has(*node, name)).map(Fault::inside).collect()
}

/// The proofs that it looks for.
fn matching<'s, 'd>(seen: &'s Seen<'d>) -> impl Iterator<Item = &'s SeenProof<'d>> {
    seen.proofs.iter().filter(|proof| proof.is_of(SUITES) && proof.is_assertion)
}

/// The one that it checks.
fn counted<'s, 'd>(seen: &'s Seen<'d>) -> impl Iterator<Item = &'s SeenProof<'d>> {
    matching(seen).take(1)
}

/// Whether a name of a key ends in the key itself.
fn ends_in_key(method: &str, key: Option<&VerifyingKey>) -> bool {
    let fragment = method.split_once('#').and_then(|(_, fragment)| VerifyingKey::from_multikey(fragment).ok());
    fragment.is_some_and(|found| key.is_none_or(|key| *key == found))
}

/// What the data model says. Its findings are more than those of the schema: `is_meant` tells by code and message.
fn model<'d>(seen: &Seen<'d>, is_meant: fn(Code, &str) -> bool) -> Vec<Fault<'d>> {
    seen.model().filter(|finding| is_meant(finding.code(), finding.message())).map(Fault::of).collect()
}

fn is_list(message: &str) -> bool {
    message.starts_with("expected an array")
}
