#![allow(clippy::string_slice)]

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::key::SigningKey;
use crate::model::{CREDENTIALS_V1, CREDENTIALS_V2, EXTENSIONS, OPEN_BADGES_3_0_3};

const DID: &str = "did:key:z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq";

/// A badge that nobody has anything against, without its proof.
fn badge() -> Value {
    let mut badge: Value = serde_json::from_str(include_str!("../../fixtures/golden/critical-thinking.json")).unwrap();
    badge.as_object_mut().unwrap().shift_remove("proof");
    badge
}

fn method() -> String {
    format!("{DID}#{}", &DID[8..])
}

/// The badge with changes: a JSON pointer and what comes there; null takes away.
fn changed(changes: &[(&str, Value)]) -> Document {
    let mut badge = badge();
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match badge.pointer_mut(parent).unwrap() {
            Value::Array(items) if name == "-" => items.push(value.clone()),
            Value::Array(items) => items[name.parse::<usize>().unwrap()] = value.clone(),
            Value::Object(members) if value.is_null() => drop(members.shift_remove(name)),
            object => object[name] = value.clone(),
        }
    }
    Document::parse(badge.to_string().as_bytes()).unwrap()
}

/// `E` for 1EdTech's validator and so on, `!` where it refuses, `~` where not, the code and the pointer.
fn short(refusal: &Refusal) -> String {
    let verifier = match refusal.verifier() {
        OtherVerifier::OneEdTechValidator => 'E',
        OtherVerifier::DccVerifierCore => 'D',
        OtherVerifier::OpenBadgesLib => 'O',
        OtherVerifier::Certification => 'C',
    };
    let finding = refusal.finding();
    let mark = if finding.severity() == Severity::Error { '!' } else { '~' };
    format!("{verifier}{mark} {} {}", finding.code(), finding.pointer()).trim_end().to_owned()
}

fn proof(kind: &str) -> Value {
    json!({
        "type": "DataIntegrityProof", "cryptosuite": kind, "created": "2026-05-04T09:00:00Z",
        "verificationMethod": method(), "proofPurpose": "assertionMethod", "proofValue": "z1"
    })
}

fn endorsement() -> Value {
    json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3], "id": "urn:x:e",
        "type": ["VerifiableCredential", "EndorsementCredential"], "name": "E",
        "issuer": {"id": "did:example:e", "type": ["Profile"]}, "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": DID, "type": ["EndorsementSubject"]}, "proof": proof("eddsa-rdfc-2022")
    })
}

fn status(change: &str, value: Value) -> Value {
    let mut status = json!({
        "id": "https://c.example/s#1", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "1", "statusListCredential": "https://c.example/s"
    });
    if value.is_null() {
        status.as_object_mut().unwrap().shift_remove(change);
    } else if !change.is_empty() {
        status[change] = value;
    }
    status
}

const SUBJECT: &str = "/credentialSubject";
const EDDSA: Securing = Securing::Embedded(Suite::EddsaRdfc2022);

struct Case {
    name: &'static str,
    securing: Securing,
    method: String,
    changes: Vec<(&'static str, Value)>,
    found: &'static [&'static str],
}

/// A change of what a badge with a proof inside says.
fn says<const N: usize>(
    name: &'static str,
    changes: [(&'static str, Value); N],
    found: &'static [&'static str],
) -> Case {
    Case { name, securing: EDDSA, method: method(), changes: changes.into(), found }
}

/// Another way to secure it.
fn by(name: &'static str, securing: Securing, method: impl Into<String>, found: &'static [&'static str]) -> Case {
    Case { name, securing, method: method.into(), changes: Vec::new(), found }
}

fn cases() -> Vec<Case> {
    let p256 = SigningKey::from_pem(include_str!("../../fixtures/keys/p256.pem")).unwrap().verifying_key();
    let rsa = SigningKey::from_pem(include_str!("../../fixtures/keys/rsa-2048.pem")).unwrap().verifying_key();
    let did = |key: &VerifyingKey| crate::did::verification_method_of_key(key);
    let multikey = &DID[8..];
    let mut relaxed = badge()[&SUBJECT[1..]]["achievement"]["tag"].clone();
    if let Value::Array(tags) = &mut relaxed {
        relaxed = tags.pop().unwrap();
    }
    vec![
        says("as it is", [], &[]),
        // Securing.
        by(
            "EdDSA JWT",
            Securing::Jwt(Algorithm::EdDsa),
            method(),
            &["E! other.algorithm", "D! other.format", "C! other.algorithm"],
        ),
        by("ES256 JWT", Securing::Jwt(Algorithm::Es256), did(&p256), &["D! other.format", "C! other.algorithm"]),
        by(
            "RS256 JWT of did:key",
            Securing::Jwt(Algorithm::Rs256),
            did(&rsa),
            &["D! other.format", "O! other.key-form /issuer/id"],
        ),
        by("RS256 JWT of did:web", Securing::Jwt(Algorithm::Rs256), "did:web:c.example#k", &["D! other.format"]),
        by(
            "RS256 JWT of HTTPS",
            Securing::Jwt(Algorithm::Rs256),
            "https://c.example/i#k",
            &[
                "E~ other.not-judged /issuer/id",
                "D! other.format",
                "D! other.did /issuer/id",
                "O! other.did /issuer/id",
                "C~ other.not-judged /issuer/id",
            ],
        ),
        by(
            "RS256 JWT of a URN",
            Securing::Jwt(Algorithm::Rs256),
            "urn:example:i#k",
            &[
                "E! other.key-form /issuer/id",
                "D! other.format",
                "D! other.did /issuer/id",
                "O! other.did /issuer/id",
                "C! other.key-form /issuer/id",
            ],
        ),
        by(
            "ecdsa-rdfc-2019",
            Securing::Embedded(Suite::EcdsaRdfc2019),
            did(&p256),
            &["E! other.suite /proof", "D! other.suite /proof", "O! other.suite /proof", "C! other.suite /proof"],
        ),
        by(
            "eddsa-jcs-2022",
            Securing::Embedded(Suite::EddsaJcs2022),
            method(),
            &["E! other.suite /proof", "D! other.suite /proof", "O! other.suite /proof", "C! other.suite /proof"],
        ),
        by(
            "eddsa-2022",
            Securing::Embedded(Suite::Eddsa2022),
            method(),
            &["E~ other.suite /proof", "D! other.suite /proof", "O! other.suite /proof", "C! other.suite /proof"],
        ),
        by(
            "Ed25519Signature2020",
            Securing::Embedded(Suite::Ed25519Signature2020),
            method(),
            &["O! other.suite /proof", "C! other.suite /proof"],
        ),
        by("did:jwk", EDDSA, "did:jwk:e30#0", &["D! other.did /issuer/id", "O! other.did /issuer/id"]),
        by(
            "a key as fragment",
            EDDSA,
            format!("https://c.example/i#{multikey}"),
            &["D! other.did /issuer/id", "O! other.did /issuer/id"],
        ),
        by(
            "a named key",
            EDDSA,
            "https://c.example/i#key-1",
            &[
                "E! other.key-form /issuer/id",
                "D! other.did /issuer/id",
                "O! other.did /issuer/id",
                "C! other.key-form /issuer/id",
            ],
        ),
        by(
            "another key as fragment",
            EDDSA,
            format!("https://c.example/i#{p256}"),
            &[
                "E! other.key-form /issuer/id",
                "D! other.did /issuer/id",
                "O! other.did /issuer/id",
                "C! other.key-form /issuer/id",
            ],
        ),
        by(
            "a URN",
            EDDSA,
            format!("urn:example:i#{multikey}"),
            &[
                "E! other.key-form /issuer/id",
                "D! other.did /issuer/id",
                "O! other.did /issuer/id",
                "C! other.key-form /issuer/id",
            ],
        ),
        // Proofs that are there.
        says("a proof", [("/proof", proof("eddsa-rdfc-2022"))], &[]),
        says(
            "a set of proofs",
            [("/proof", json!([proof("eddsa-rdfc-2022"), proof("eddsa-rdfc-2022")]))],
            &["E~ other.ignored /proof/1", "O! other.format /proof/1", "C~ other.ignored /proof/1"],
        ),
        says("a mixed set", [("/proof", json!([proof("ecdsa-rdfc-2019"), proof("eddsa-rdfc-2022")]))], &[]),
        says(
            "a foreign suite",
            [("/proof", proof("bbs-2023"))],
            &["E! other.suite /proof", "D! other.suite /proof", "O! other.suite /proof", "C! other.suite /proof"],
        ),
        says(
            "no proof",
            [("/proof", json!([]))],
            &["E! other.suite /proof", "D! other.suite /proof", "O! other.suite /proof", "C! other.suite /proof"],
        ),
        says(
            "a proof for others",
            [("/proof", proof("eddsa-rdfc-2022")), ("/proof/proofPurpose", json!("authentication"))],
            &["E! other.format /proof/proofPurpose", "C! other.format /proof/proofPurpose"],
        ),
        says(
            "a proof that ends",
            [("/proof", proof("eddsa-rdfc-2022")), ("/proof/expires", json!("2027-01-01T00:00:00Z"))],
            &["E~ other.ignored /proof/expires", "C~ other.ignored /proof/expires"],
        ),
        // JSON-LD and contexts.
        says(
            "an undefined member",
            [("/mascot", json!("owl"))],
            &["E! other.content /mascot", "D! other.content /mascot", "C! other.content /mascot"],
        ),
        Case {
            securing: Securing::Jwt(Algorithm::Rs256),
            method: "did:web:c.example#k".into(),
            ..says(
                "an undefined member in a JWT",
                [("/mascot", json!("owl"))],
                &[
                    "E! other.content /mascot",
                    "D! other.format",
                    "D! other.content /mascot",
                    "C! other.content /mascot",
                ],
            )
        },
        says("the extensions", [("/@context/-", json!(EXTENSIONS))], &["O~ other.not-judged /@context/2"]),
        says(
            "an unknown context",
            [("/@context/-", json!("https://c.example/context"))],
            &[
                "E~ other.not-judged /@context/2",
                "D~ other.not-judged /@context/2",
                "O~ other.not-judged /@context/2",
                "C~ other.not-judged /@context/2",
            ],
        ),
        says(
            "a context that has no address",
            [("/@context/-", json!("urn:example:context"))],
            &[
                "E! other.context /@context/2",
                "D~ other.not-judged /@context/2",
                "O~ other.not-judged /@context/2",
                "C! other.context /@context/2",
            ],
        ),
        says(
            "a context inside",
            [("/@context/-", json!({"mascot": "https://c.example/mascot"}))],
            &["O~ other.not-judged /@context/2"],
        ),
        says(
            "contexts the other way round",
            [("/@context", json!([OPEN_BADGES_3_0_3, CREDENTIALS_V2]))],
            &[
                "E! other.context /@context/0",
                "E! other.context /@context/1",
                "O! other.context /@context/0",
                "C! other.context /@context/0",
                "C! other.context /@context/1",
            ],
        ),
        says(
            "one context",
            [("/@context", json!([CREDENTIALS_V2]))],
            &["E! other.context /@context", "C! other.context /@context"],
        ),
        says(
            "VC 1.1",
            [
                ("/@context/0", json!(CREDENTIALS_V1)),
                ("/issuanceDate", json!("2026-05-04T09:00:00Z")),
                ("/validFrom", Value::Null),
            ],
            &["E~ other.context /@context/0", "O! other.context /@context/0", "C~ other.context /@context/0"],
        ),
        says(
            "an older context",
            [("/@context/1", json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"))],
            &["E~ other.context /@context/1", "C~ other.context /@context/1"],
        ),
        // Content.
        says(
            "another type",
            [("/type", json!(["VerifiableCredential"]))],
            &["E! other.content /type", "C! other.content /type"],
        ),
        says(
            "several subjects",
            [(SUBJECT, json!([badge()["credentialSubject"]]))],
            &["E! other.content /credentialSubject", "C! other.content /credentialSubject"],
        ),
        says(
            "a subject of no type",
            [("/credentialSubject/type", Value::Null)],
            &["E! other.content /credentialSubject", "C! other.content /credentialSubject"],
        ),
        says(
            "an identifier",
            [("/credentialSubject/identifier/0/type", json!("IdentifierEntry"))],
            &[
                "E! other.content /credentialSubject/identifier/0/type",
                "C! other.content /credentialSubject/identifier/0/type",
            ],
        ),
        says(
            "a result",
            [("/credentialSubject/result/0/type", json!(["Outcome"]))],
            &["E! other.content /credentialSubject/result/0/type", "C! other.content /credentialSubject/result/0/type"],
        ),
        says(
            "a result description",
            [("/credentialSubject/achievement/resultDescription/0/type", json!(["Description"]))],
            &[
                "E! other.content /credentialSubject/achievement/resultDescription/0/type",
                "C! other.content /credentialSubject/achievement/resultDescription/0/type",
            ],
        ),
        says(
            "a source",
            [("/credentialSubject/source", json!({"id": "urn:x:s", "type": ["Source"]}))],
            &["E! other.content /credentialSubject/source/type", "C! other.content /credentialSubject/source/type"],
        ),
        says(
            "no achievement",
            [("/credentialSubject/achievement", Value::Null)],
            &["E! other.content /credentialSubject", "C! other.content /credentialSubject"],
        ),
        says(
            "empty criteria",
            [("/credentialSubject/achievement/criteria", json!({}))],
            &[
                "E! other.content /credentialSubject/achievement/criteria",
                "C! other.content /credentialSubject/achievement/criteria",
            ],
        ),
        says(
            "evidence",
            [("/evidence/0/type", json!(["Artefact"]))],
            &["E! other.content /evidence/0/type", "C! other.content /evidence/0/type"],
        ),
        says("no issuer", [("/issuer", Value::Null)], &["E! other.content", "C! other.content"]),
        says("an issuer's id", [("/issuer", json!(DID))], &["E! other.content /issuer", "C! other.content /issuer"]),
        says(
            "an issuer",
            [("/issuer/type", json!(["Organization"]))],
            &["E! other.content /issuer/type", "C! other.content /issuer/type"],
        ),
        says(
            "an issuer's identifier",
            [("/issuer/otherIdentifier", json!([{"type": "Id", "identifier": "1", "identifierType": "identifier"}]))],
            &["E! other.content /issuer/otherIdentifier/0/type", "C! other.content /issuer/otherIdentifier/0/type"],
        ),
        says(
            "an issuer's parent",
            [("/issuer/parentOrg", json!({"id": "urn:x:p", "type": ["Org"]}))],
            &["E! other.content /issuer/parentOrg/type", "C! other.content /issuer/parentOrg/type"],
        ),
        says(
            "a tag alone",
            [("/credentialSubject/achievement/tag", relaxed)],
            &[
                "E~ other.content /credentialSubject/achievement/tag",
                "C~ other.content /credentialSubject/achievement/tag",
            ],
        ),
        says(
            "a name that is none",
            [("/issuer/name", json!(7))],
            &["E~ other.not-judged /issuer/name", "C~ other.not-judged /issuer/name"],
        ),
        says("no email", [("/credentialSubject/identifier", Value::Null)], &["C~ other.content /credentialSubject"]),
        says("no id", [("/credentialSubject/id", Value::Null)], &["O~ other.ignored /credentialSubject"]),
        says(
            "a date without zone",
            [("/validFrom", json!("2026-05-04T09:00:00"))],
            &["E! other.content /validFrom", "C! other.content /validFrom"],
        ),
        // Status.
        says("a status", [("/credentialStatus", status("", json!("")))], &[]),
        says(
            "a status without id",
            [("/credentialStatus", status("id", Value::Null))],
            &["E! other.content /credentialStatus", "C! other.content /credentialStatus"],
        ),
        says(
            "a status without list",
            [("/credentialStatus", status("statusListCredential", json!("list")))],
            &[
                "E! other.content /credentialStatus/statusListCredential",
                "C! other.content /credentialStatus/statusListCredential",
            ],
        ),
        says(
            "a list that is nowhere",
            [("/credentialStatus", status("statusListCredential", Value::Null))],
            &["E! other.content /credentialStatus", "C! other.content /credentialStatus"],
        ),
        says(
            "a suspension",
            [("/credentialStatus", status("statusPurpose", json!("suspension")))],
            &["E~ other.ignored /credentialStatus/statusPurpose", "C~ other.ignored /credentialStatus/statusPurpose"],
        ),
        says(
            "statuses",
            [("/credentialStatus", json!([status("", json!("")), status("id", json!("urn:x:2"))]))],
            &["D~ other.ignored /credentialStatus/1"],
        ),
        says(
            "a revocation list",
            [
                ("/@context/-", json!(EXTENSIONS)),
                ("/credentialStatus", json!({"id": "https://c.example/r", "type": "1EdTechRevocationList"})),
            ],
            &[
                "D~ other.ignored /credentialStatus/type",
                "O~ other.not-judged /@context/2",
                "O! other.content /credentialStatus/type",
            ],
        ),
        // Endorsements.
        says("an endorsement", [("/endorsement", json!([endorsement()]))], &["D~ other.ignored /endorsement/0"]),
        says(
            "an endorsement of another type",
            [("/endorsement", json!([endorsement()])), ("/endorsement/0/type", json!(["VerifiableCredential"]))],
            &[
                "E! other.content /endorsement/0/type",
                "D~ other.ignored /endorsement/0",
                "C! other.content /endorsement/0/type",
            ],
        ),
        says(
            "an endorsement with other contexts",
            [
                ("/issuer/endorsement", json!([endorsement()])),
                ("/issuer/endorsement/0/@context", json!([CREDENTIALS_V2])),
            ],
            &[
                "E! other.context /issuer/endorsement/0/@context",
                "D~ other.ignored /issuer/endorsement/0",
                "C! other.context /issuer/endorsement/0/@context",
            ],
        ),
        says(
            "an endorsement without proof",
            [
                ("/credentialSubject/achievement/endorsement", json!([endorsement()])),
                ("/credentialSubject/achievement/endorsement/0/proof", Value::Null),
            ],
            &[
                "E! other.content /credentialSubject/achievement/endorsement/0",
                "D~ other.ignored /credentialSubject/achievement/endorsement/0",
                "C! other.content /credentialSubject/achievement/endorsement/0",
            ],
        ),
        says(
            "an endorsement as JWT",
            [("/issuer/endorsementJwt", json!(["e30.e30.AA"]))],
            &["E~ other.not-judged /issuer/endorsementJwt", "C~ other.not-judged /issuer/endorsementJwt"],
        ),
        says(
            "schemas",
            [
                ("/@context/-", json!(EXTENSIONS)),
                (
                    "/credentialSchema",
                    json!([
                        {"id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                         "type": "1EdTechJsonSchemaValidator2019"},
                        {"id": "https://c.example/schema", "type": "1EdTechJsonSchemaValidator2019"},
                        {"id": "https://c.example/other", "type": "JsonSchema"},
                    ]),
                ),
            ],
            &[
                "E~ other.not-judged /credentialSchema/1/id",
                "O~ other.not-judged /@context/2",
                "C~ other.not-judged /credentialSchema/1/id",
            ],
        ),
        says("a long one", [("/description", json!("x".repeat(260_000)))], &["O! other.too-large"]),
    ]
}

fn judged(case: &Case) -> Preflight {
    let document = changed(&case.changes);
    let key = VerifyingKey::from_multikey(&DID[8..]).unwrap();
    Preflight::of(&Facts::new(&document, case.securing, &case.method).with_key(&key))
}

/// A wrong type leaves the members undefined that only the right one has. Those are judged where nothing else is wrong.
fn told(preflight: &Preflight) -> impl Iterator<Item = &Refusal> {
    let is_consequence = |finding: &Finding| finding.message().contains("safe mode") && finding.pointer() != "/mascot";
    preflight.refusals().iter().filter(move |refusal| !is_consequence(refusal.finding()))
}

#[test]
fn each_rule_with_its_verifier_code_and_place() {
    for case in cases() {
        let found: Vec<String> = told(&judged(&case)).map(short).collect();
        assert_eq!(found, case.found, "{}", case.name);
    }
}

#[test]
fn every_rule_of_every_table_is_hit() {
    let mut hit = BTreeSet::new();
    let tables = OtherVerifier::ALL.iter().map(|verifier| (*verifier, verifier.rules()[0]));
    for case in cases() {
        let document = changed(&case.changes);
        let seen = Seen::new(&Facts::new(&document, case.securing, &case.method));
        for (verifier, rules) in tables.clone() {
            let hits = rules.iter().enumerate().filter(|(_, rule)| !(rule.find)(&seen).is_empty());
            hit.extend(hits.map(|(i, _)| (verifier, i)));
        }
    }
    let all = tables.flat_map(|(verifier, rules)| (0..rules.len()).map(move |i| (verifier, i)));
    let missed: Vec<_> = all.filter(|rule| !hit.contains(rule)).collect();
    assert_eq!(missed, []);
}

#[test]
fn what_it_says_and_how_it_is_written() {
    let case = by("", Securing::Jwt(Algorithm::EdDsa), "https://c.example/i#k", &[]);
    let preflight = judged(&case);
    assert_eq!(
        preflight.to_string(),
        "1EdTech public validator 1.11: refuses because it takes JWTs signed by RS256 or ES256, not by `EdDSA`; sign with \
         an RSA or a P-256 key, or put the proof inside; at /issuer/id: of HTTPS issuers it is only known to find keys that \
         are the fragment of their name; of `https://c.example/i#k` the key is not; issue under a DID\n\
         DCC verifier-core 1.0: refuses because it does not read JWTs; put the proof inside; at /issuer/id: it finds keys by \
         did:key and did:web, not by `https://c.example/i#k`; issue under a did:key or a did:web\n\
         openbadgeslib 4.6: refuses because at /issuer/id: it finds keys by did:key and did:web, not by \
         `https://c.example/i#k`; issue under a did:key or a did:web\n\
         1EdTech certification Open Badges 3.0: refuses because a JWT is one signed by RS256, not by `EdDSA`; sign with an \
         RSA key, or by eddsa-rdfc-2022; at /issuer/id: of HTTPS issuers it is only known to find keys that are the \
         fragment of their name; of `https://c.example/i#k` the key is not; issue under a DID"
    );
    let written = serde_json::to_value(&preflight).unwrap();
    assert_eq!(
        written["verifiers"][2],
        json!({
            "name": "openbadgeslib", "version": "4.6", "outlook": "refuses",
            "findings": [{
                "code": "other.did", "severity": "error", "pointer": "/issuer/id", "value": "https://c.example/i#k",
                "message": "it finds keys by did:key and did:web, not by `https://c.example/i#k`",
                "remedy": "issue under a did:key or a did:web"
            }]
        })
    );
    assert_eq!(written["verifiers"].as_array().unwrap().len(), OtherVerifier::ALL.len());
    assert_eq!(serde_json::to_value(&preflight.refusals()[0]).unwrap()["verifier"], "1EdTech public validator 1.11");
}

#[test]
fn what_cannot_be_told_is_not_accepted() {
    let context = says("", [("/@context/-", json!("https://c.example/context"))], &[]);
    let preflight = judged(&context);
    assert_eq!((preflight.accepted_by().count(), preflight.refused_by().count()), (0, 0));
    assert!(OtherVerifier::ALL.iter().all(|verifier| preflight.outlook(*verifier) == Outlook::Unknown));
    assert!(preflight.to_string().starts_with("1EdTech public validator 1.11: unknown: at /@context/2: it loads"));
    // A warning beside it changes nothing, a refusal does.
    let with_refusal =
        says("", [("/@context/-", json!("https://c.example/context")), ("/evidence/0/type", json!([]))], &[]);
    assert_eq!(judged(&with_refusal).outlook(OtherVerifier::OneEdTechValidator), Outlook::Refuses);
    // Contexts that the caller knows are still not known to others.
    let document = changed(&context.changes);
    let own = Document::parse(br#"{"@context": {"mascot": "https://c.example/mascot"}}"#).unwrap();
    let engine = Engine::new()
        .with_contexts(crate::proof::Contexts::new([("https://c.example/context".to_owned(), own)]).unwrap());
    let method = method();
    let preflight = Preflight::of(&Facts::new(&document, EDDSA, &method).with_engine(&engine));
    let outlooks: Vec<Outlook> = OtherVerifier::ALL.iter().map(|verifier| preflight.outlook(*verifier)).collect();
    assert_eq!(outlooks, [Outlook::Unknown, Outlook::Unknown, Outlook::Unknown, Outlook::Unknown]);
}

#[test]
fn the_longest_badge_that_is_read() {
    let judged = |length: usize| {
        let mut text = badge().to_string();
        text.pop();
        text.push_str(&" ".repeat(length - text.len() - 1));
        text.push('}');
        let document = Document::parse(text.as_bytes()).unwrap();
        assert_eq!(document.as_bytes().len(), length);
        let securing = Securing::Jwt(Algorithm::EdDsa);
        Preflight::of(&Facts::new(&document, securing, &method())).outlook(OtherVerifier::OpenBadgesLib)
    };
    assert_eq!((judged(262_144), judged(262_145)), (Outlook::Accepts, Outlook::Refuses));
    // A proof that is to be made counts as long as it will be.
    let mut bare = badge();
    let method = method();
    let signed = Value::from(serde_json::Map::from_iter([(
        "proof".to_owned(),
        json!({
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2026-05-04T09:00:00Z",
            "verificationMethod": method, "proofPurpose": "assertionMethod", "proofValue": format!("z{}", "1".repeat(88))
        }),
    )]));
    let planned = Document::parse(bare.to_string().as_bytes()).unwrap();
    bare["proof"] = signed["proof"].clone();
    let there = Document::parse(bare.to_string().as_bytes()).unwrap();
    let length = |document: &Document| Seen::new(&Facts::new(document, EDDSA, &method)).length;
    assert_eq!(length(&planned), length(&there));
}

#[test]
fn whatever_is_handed_in_is_judged() {
    let many = format!(
        r#"{{"credentialSubject":[{}],"proof":[{}]}}"#,
        vec!["{}"; 5_000].join(","),
        vec![r#"{"type":"DataIntegrityProof"}"#; 2_000].join(",")
    );
    for text in [
        "[]",
        "1",
        "null",
        "{}",
        r#"{"issuer":7,"credentialSubject":"x","proof":"x","@context":{}}"#,
        r#"{"@context":[[]],"type":{},"issuer":[],"evidence":[[[]]],"credentialStatus":[null],"endorsement":[1]}"#,
        &many,
    ] {
        let document = Document::parse(text.as_bytes()).unwrap();
        for securing in [EDDSA, Securing::Jwt(Algorithm::Rs256)] {
            let preflight = Preflight::of(&Facts::new(&document, securing, ""));
            assert_eq!(preflight.accepted_by().count(), 0, "{text:.80}");
            assert!(preflight.refusals().len() < 4 * 20 * 10, "{text:.80}: {}", preflight.refusals().len());
        }
    }
}
