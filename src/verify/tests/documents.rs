//! What a verification needs, and what the caller hands in.

use super::*;
use crate::did::{IssuerDocuments, IssuerKey};
use crate::model::Profile;

const ISSUER: &str = "https://badges.example.edu/issuer";

/// The profile of the HTTPS issuer, with these keys.
fn published(keys: Vec<IssuerKey>) -> Document {
    IssuerDocuments::new(Profile::new(ISSUER).with_name("Example College"), keys).unwrap().profile().unwrap()
}

fn own() -> IssuerKey {
    IssuerKey::new(key().verifying_key())
}

#[test]
fn what_is_needed_is_listed_until_it_is_there() {
    let verifier = Verifier::default();
    let needs = verifier.needs(HTTPS.as_bytes(), &Resources::new());
    let listed: Vec<_> = needs.iter().map(|need| (need.id(), need.url(), need.purpose())).collect();
    assert_eq!(listed, [(ISSUER, Some(ISSUER), Purpose::VerificationMethod)]);
    assert_eq!(needs[0].media_types()[0], "application/json");
    assert_eq!(report(HTTPS).needs(), needs);
    let resources = Resources::new().with_document(ISSUER, published(vec![own()]));
    assert_eq!(verifier.needs(HTTPS.as_bytes(), &resources), []);
    let report = verifier.verify(HTTPS.as_bytes(), &resources, now());
    assert_eq!((report.verdict(), report.needs()), (Verdict::Verified, &[][..]));
    // What belongs to another is not what is needed.
    let other = Document::parse(br#"{"id": "https://elsewhere.example", "assertionMethod": []}"#).unwrap();
    let report = verifier.verify(HTTPS.as_bytes(), &Resources::new().with_document(ISSUER, other), now());
    assert_eq!((report.verdict(), report.needs().len()), (Verdict::Undecided, 1));
    // Nothing is needed for what follows from its name, nor for what is no badge.
    assert_eq!(verifier.needs(GOLDEN.as_bytes(), &Resources::new()), []);
    for bytes in [&b"no badge"[..], b"{}", b"e30.e30.", b"\xFF"] {
        assert_eq!(verifier.needs(bytes, &Resources::new()), []);
    }
}

#[test]
fn a_document_may_call_for_another() {
    // The key lies elsewhere, and says whose it is.
    let method = "https://keys.example.edu/1";
    let badge = {
        let mut value: serde_json::Value = serde_json::from_str(HTTPS).unwrap();
        value.as_object_mut().unwrap().remove("proof");
        let document = Document::parse(value.to_string().as_bytes()).unwrap();
        secure(&document, &key(), &ProofOptions::new(method)).unwrap()
    };
    let verifier = Verifier::default();
    let mut resources = Resources::new();
    let mut asked = Vec::new();
    for _ in 0..3 {
        for need in verifier.needs(badge.as_bytes(), &resources) {
            let document = match need.id() {
                id if id == method => format!(
                    r#"{{"id": "{method}", "type": "Multikey", "controller": "{ISSUER}", "publicKeyMultibase": "{}"}}"#,
                    key().verifying_key()
                ),
                _ => format!(r#"{{"id": "{ISSUER}", "type": "Profile", "assertionMethod": ["{method}"]}}"#),
            };
            asked.push((need.id().to_owned(), need.purpose()));
            resources = resources.with_document(need.id(), Document::parse(document.as_bytes()).unwrap());
        }
    }
    assert_eq!(asked, [(method.to_owned(), Purpose::VerificationMethod), (ISSUER.to_owned(), Purpose::Issuer)]);
    assert_eq!(verifier.verify(badge.as_bytes(), &resources, now()).verdict(), Verdict::Verified);
}

#[test]
fn a_folder() {
    let file = |name: &str| match name {
        "issuer.json" => Ok(published(vec![own()]).as_bytes().to_vec()),
        "broken.json" => Ok(b"{".to_vec()),
        _ => Err("no such file"),
    };
    let index = format!(r#"{{"{ISSUER}": "issuer.json"}}"#);
    let resources = Resources::from_index(index.as_bytes(), file).unwrap();
    assert_eq!(Verifier::default().verify(HTTPS.as_bytes(), &resources, now()).verdict(), Verdict::Verified);

    let index = br#"{
        "urn:x:1": "../issuer.json", "urn:x:2": "a/b.json", "urn:x:3": "C:\\issuer.json", "urn:x:4": ".hidden",
        "urn:x:5": "missing.json", "urn:x:6": "broken.json", "urn:x:7": 7, "no uri": "issuer.json"
    }"#;
    let error = Resources::from_index(index, file).unwrap_err();
    let found: Vec<_> = error.findings().map(|finding| (finding.code(), finding.pointer())).collect();
    assert_eq!(
        found,
        [
            (Code::JsonSyntax, "/urn:x:6"),
            (Code::ResourcesFileName, "/urn:x:1"),
            (Code::ResourcesFileName, "/urn:x:2"),
            (Code::ResourcesFileName, "/urn:x:3"),
            (Code::ResourcesFileName, "/urn:x:4"),
            (Code::ResourcesUnreadable, "/urn:x:5"),
            (Code::InputWrongType, "/urn:x:7"),
            (Code::InputNotUri, "/no uri"),
        ]
    );
    let error = Resources::from_index(b"[]", file).unwrap_err();
    assert_eq!(error.code(), Code::InputWrongType);
}

#[test]
fn changes_that_would_stop_badges() {
    let verifier = Verifier::default();
    let with = |keys| Resources::new().with_document(ISSUER, published(keys));
    let next = || IssuerKey::new(SigningKey::from_seed(&Seed::from_bytes([2; 32])).verifying_key());
    let badges = || [GOLDEN.as_bytes(), HTTPS.as_bytes(), b"no badge"];
    let stopping = |current: &Resources, proposed: &Resources| {
        let stopping = verifier.would_stop(badges(), current, proposed, now());
        stopping.iter().map(|badge| (badge.position(), badge.verifies_now())).collect::<Vec<_>>()
    };
    let current = with(vec![own()]);
    assert_eq!(stopping(&current, &current), [(2, false)]);
    let retired = |until: &str| with(vec![next(), own().retired(until.parse().unwrap())]);
    assert_eq!(stopping(&current, &retired("2026-06-30T00:00:00Z")), [(2, false)]);
    // Retired before it signed, or gone.
    assert_eq!(stopping(&current, &retired("2026-01-01T00:00:00Z")), [(1, true), (2, false)]);
    assert_eq!(stopping(&current, &with(vec![next()])), [(1, true), (2, false)]);
    // What does not verify today either is said to be so, and what will again is no change for the worse.
    assert_eq!(stopping(&with(vec![next()]), &with(vec![next()])), [(1, false), (2, false)]);
    assert_eq!(stopping(&with(vec![next()]), &current), [(2, false)]);
    let listed = verifier.would_stop(badges(), &current, &with(vec![next()]), now());
    assert_eq!(listed[0].id(), Some(serde_json::from_str::<serde_json::Value>(HTTPS).unwrap()["id"].as_str().unwrap()));
    let codes: Vec<Code> = listed[0].checks().iter().flat_map(Check::findings).map(crate::Finding::code).collect();
    assert_eq!(codes, [Code::DidMethodMissing]);
}
