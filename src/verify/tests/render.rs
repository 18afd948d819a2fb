//! Reports as text, JSON and problems.

use serde_json::{Value, json};

use super::*;

fn json_of(report: &Report) -> Value {
    serde_json::to_value(report).unwrap()
}

#[test]
fn as_json() {
    let report = report(GOLDEN);
    let json = json_of(&report);
    let names: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "version",
            "verdict",
            "policy",
            "at",
            "claimed",
            "mediaType",
            "fileName",
            "signatures",
            "contexts",
            "needs",
            "replaces",
            "endorsements",
            "checks"
        ]
    );
    let (issuer, method) =
        (crate::did::of_key(&key().verifying_key()), crate::did::verification_method_of_key(&key().verifying_key()));
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(
        (&json["verdict"], &json["policy"], &json["at"]),
        (&json!("verified"), &json!("strict"), &json!("2026-07-01T00:00:00Z"))
    );
    assert_eq!((&json["mediaType"], &json["fileName"]), (&json!("application/vc"), &json!("critical-thinking.json")));
    let claimed = json!({"id": golden["id"], "name": "Critical Thinking", "issuer": issuer, "issuerName": "Example Community College"});
    assert_eq!(json["claimed"], claimed);
    assert_eq!(
        json["signatures"],
        json!([{
            "pointer": "/proof", "securedWith": "eddsa-rdfc-2022", "verificationMethod": method,
            "key": key().verifying_key().to_string(), "created": golden["proof"]["created"], "outcome": "passed",
            "binding": "passed"
        }])
    );
    assert_eq!(
        json["contexts"],
        json!([
            {
                "pointer": "/@context/0", "url": "https://www.w3.org/ns/credentials/v2",
                "sha256": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
            },
            {
                "pointer": "/@context/1", "url": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                "sha256": "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761"
            }
        ])
    );
    assert_eq!(json["checks"].as_array().unwrap().len(), Step::ALL.len());
    let award = json!({
        "step": "award", "outcome": "passed", "isTolerated": false,
        "note": "the results meet all 4 requirements of the achievement", "findings": []
    });
    assert_eq!(json["checks"].as_array().unwrap().iter().find(|check| check["step"] == "award"), Some(&award));
    let https = json_of(&super::report(HTTPS));
    assert_eq!(
        https["needs"],
        json!([{
            "id": "https://badges.example.edu/issuer", "url": "https://badges.example.edu/issuer",
            "purpose": "the key that signed", "isOptional": false,
            "mediaTypes": ["application/json", "application/ld+json", "application/jwk-set+json", "application/jwk+json"]
        }])
    );
}

#[test]
fn contexts_by_their_digests() {
    let own = json!({"mascot": "https://college.example/terms#mascot"});
    let mut badge: Value = serde_json::from_str(GOLDEN).unwrap();
    badge["@context"].as_array_mut().unwrap().push(own.clone());
    badge["jti"] = "urn:x:1".into();
    let report = report(&badge.to_string());
    let digests: Vec<_> = report.contexts().iter().map(|used| (used.pointer(), used.url(), used.sha256())).collect();
    let inside = crate::text::hex(&<sha2::Sha256 as sha2::Digest>::digest(own.to_string()));
    let newer = "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84";
    assert_eq!(digests[1].2, Some(newer));
    assert_eq!(digests[2], ("/@context/2", None, Some(inside.as_str())));
    let unknown = super::report(&GOLDEN.replacen("context-3.0.3.json", "context-3.0.4.json", 1));
    assert_eq!(unknown.contexts()[1].sha256(), None);
}

#[test]
fn as_a_problem() {
    assert_eq!(report(GOLDEN).to_problem(), None);
    let forged = report(&GOLDEN.replacen("Critical Thinking", "Critical Drinking", 1));
    let problem = serde_json::to_value(forged.to_problem().unwrap()).unwrap();
    assert_eq!(
        problem,
        json!({
            "type": "https://docs.rs/openbadges/latest/openbadges/finding/enum.Code.html#variant.ProofSignatureInvalid",
            "title": "The signature does not fit the document and the key.",
            "detail": "at /proof: the signature does not fit the document and the key",
            "code": "proof.signature-invalid",
            "pointer": "/proof",
            "verdict": "not verified",
            "findings": [{
                "code": "proof.signature-invalid", "severity": "error", "pointer": "/proof",
                "message": "the signature does not fit the document and the key"
            }]
        })
    );
    // What decided comes first.
    let undecided = report(HTTPS).to_problem().unwrap();
    let problem = serde_json::to_value(undecided).unwrap();
    assert_eq!((&problem["verdict"], &problem["code"]), (&json!("undecided"), &json!("did.document-missing")));
}

#[test]
fn as_text() {
    let did = crate::did::of_key(&key().verifying_key());
    let verified = format!("verified: `Critical Thinking`, by `{did}`, which calls itself `Example Community College`");
    let undecided = "undecided: `Project Work`, said to be by `https://badges.example.edu/issuer`, which calls itself \
                     `Example Community College`";
    for (text, first) in [(GOLDEN, verified.as_str()), (HTTPS, undecided), ("no badge", "not verified")] {
        let shown = report(text).to_string();
        assert_eq!(shown.lines().next(), Some(first));
        assert!(shown.lines().count() <= 13, "{shown}");
    }
    let shown = report(HTTPS).to_string();
    assert_eq!(shown.lines().last(), Some("needed: `https://badges.example.edu/issuer` (the key that signed)"));
    // Nothing in a badge can add lines to a report, or steer a terminal.
    let odd = resigned(
        |badge| badge["credentialSubject"]["achievement"]["name"] = "a\n\u{1b}[2Jverified\u{202e}".into(),
        None,
    );
    let shown = report(&odd).to_string();
    assert_eq!(shown.lines().count(), report(GOLDEN).to_string().lines().count());
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    assert_eq!(report(&odd).file_name().unwrap(), "a-2jverified.json");
}

/// A name costs nothing: anybody's key verifies under any name, which must not stand for the issuer beside the verdict.
#[test]
fn the_first_line_names_the_issuer_by_its_id() {
    let did = crate::did::of_key(&key().verifying_key());
    let first = |registry: Option<TrustRegistry>, text: &str| {
        let verifier = registry.into_iter().fold(Verifier::default(), Verifier::with_trust);
        let report = verifier.verify(text.as_bytes(), &Resources::new(), now());
        report.to_string().lines().next().unwrap().to_owned()
    };
    let famous = resigned(|badge| badge["issuer"]["name"] = "Harvard University".into(), None);
    let named = format!("by `{did}`, which calls itself `Harvard University`");
    assert_eq!(first(None, &famous), format!("verified: `Critical Thinking`, {named}"));
    assert_eq!(
        first(Some(TrustRegistry::new()), &famous),
        format!("undecided: `Critical Thinking`, said to be {named}")
    );
    let with = |standing| Some(TrustRegistry::new().with(&did, standing));
    assert_eq!(
        first(with(Standing::Distrusted), &famous),
        format!("not verified: `Critical Thinking`, said to be {named}")
    );
    let trusted = format!("verified: `Critical Thinking`, by `Harvard University` (`{did}`)");
    assert_eq!(first(with(Standing::Trusted), &famous), trusted);
    // Somebody else's text under a trusted id is not that issuer's.
    let forged = famous.replacen("Harvard", "Hayward", 1);
    let forgery =
        format!("not verified: `Critical Thinking`, said to be by `{did}`, which calls itself `Hayward University`");
    assert_eq!(first(with(Standing::Trusted), &forged), forgery);
    let nameless = resigned(|badge| badge["issuer"] = did.as_str().into(), None);
    assert_eq!(first(None, &nameless), format!("verified: `Critical Thinking`, by `{did}`"));
}
