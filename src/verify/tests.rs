mod award;
mod documents;
mod found;
mod nested;
mod person;
mod policy;
mod render;

use chrono::{DateTime, Utc};

use super::*;
use crate::document::Document;
use crate::finding::Code;
use crate::key::{Seed, SigningKey};
use crate::limits::Limits;
use crate::proof::{ProofOptions, secure};

const GOLDEN: &str = include_str!("../../fixtures/golden/critical-thinking.json");
const HTTPS: &str = include_str!("../../fixtures/golden/project-work.json");

fn now() -> DateTime<Utc> {
    "2026-07-01T00:00:00Z".parse().unwrap()
}

fn report(text: &str) -> Report {
    Verifier::new(Policy::strict()).verify(text.as_bytes(), &Resources::new(), now())
}

fn ended(report: &Report, step: Step) -> CheckOutcome {
    report.check(step).unwrap().outcome()
}

fn codes(report: &Report) -> Vec<(Code, String)> {
    report.findings().map(|f| (f.code(), f.pointer().to_owned())).collect()
}

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_hex(include_str!("../../fixtures/demonstration.seed")).unwrap())
}

/// The golden badge with a change, signed again with its issuer's key.
fn resigned(change: impl Fn(&mut serde_json::Value), options: Option<ProofOptions>) -> String {
    let mut value: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    change(&mut value);
    let method = crate::did::verification_method_of_key(&key().verifying_key());
    let options = options.unwrap_or_else(|| ProofOptions::new(method));
    secure(&Document::parse(value.to_string().as_bytes()).unwrap(), &key(), &options).unwrap().as_str().to_owned()
}

#[test]
fn a_good_badge() {
    let report = report(GOLDEN);
    assert_eq!(codes(&report), []);
    assert_eq!(report.verdict(), Verdict::Verified);
    assert_eq!(report.checks().iter().map(Check::step).collect::<Vec<_>>(), Step::ALL);
    assert_eq!(
        report.to_string().lines().map(|l| l.trim_end().to_owned()).collect::<Vec<_>>(),
        [
            format!(
                "verified: `Critical Thinking`, by `{}`, which calls itself `Example Community College`",
                crate::did::of_key(&key().verifying_key())
            ),
            "passed         format     JSON".into(),
            format!("passed         json       {} bytes", GOLDEN.len()),
            "passed         model      an Open Badges 3.0 credential".into(),
            "passed         json-ld    every member is defined by a known context".into(),
            format!(
                "passed         proof      eddsa-rdfc-2022, made with `{}`",
                crate::did::verification_method_of_key(&key().verifying_key())
            ),
            format!(
                "passed         binding    the key is that of the issuer `{}`",
                crate::did::of_key(&key().verifying_key())
            ),
            "passed         policy     strict".into(),
            "passed         validity   valid from 2026-05-04T09:00:00Z on".into(),
            "passed         award      the results meet all 4 requirements of the achievement".into(),
        ]
    );
    let verified = report.into_verified().unwrap();
    assert_eq!(verified.document().as_str(), GOLDEN);
    assert_eq!(verified.credential().name.as_deref(), Some("Critical Thinking"));
}

#[test]
fn unreadable_bytes() {
    for (bytes, code) in [
        (&b"no badge"[..], Code::FormatUnknown),
        (b"", Code::FormatUnknown),
        (b"\xFF\xFE{\0}\0", Code::FormatUnknown),
        (b"\x89PNG\r\n\x1a\n", Code::FormatImage),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Code::FormatImage),
        (b"eyJhbGciOiJub25lIn0", Code::JwtNotJws),
        (b"{\"a\"", Code::JsonSyntax),
        (b"{\"a\": NaN}", Code::JsonSyntax),
        (b"\xEF\xBB\xBF{}", Code::JsonSyntax),
        (b"{\"a\": \"\xFF\"}", Code::JsonNotUtf8),
        (b"{\"a\":1,\"a\":2}", Code::JsonDuplicateMember),
    ] {
        let report = Verifier::new(Policy::strict()).verify(bytes, &Resources::new(), now());
        assert_eq!(codes(&report), [(code, report.findings().next().unwrap().pointer().to_owned())]);
        assert!(!report.is_readable());
        assert_eq!(report.verdict(), Verdict::NotVerified);
        assert_eq!(report.checks().len(), Step::ALL.len());
        assert!(report.checks().iter().skip(2).all(|check| check.outcome() == CheckOutcome::Unknown));
        assert!(report.into_verified().is_err());
    }
    let small = Verifier::new(Policy::strict()).with_limits(Limits::default().with_bytes(100));
    let report = small.verify(GOLDEN.as_bytes(), &Resources::new(), now());
    assert_eq!(codes(&report), [(Code::JsonTooLarge, String::new())]);
}

#[test]
fn not_a_badge() {
    let report = report("{}");
    assert!(report.is_readable());
    assert_eq!(ended(&report, Step::Model), CheckOutcome::Failed);
    assert_eq!(report.verdict(), Verdict::NotVerified);
    assert!(
        report
            .into_verified()
            .unwrap_err()
            .to_string()
            .starts_with("not verified: AchievementCredential needs the member `@context`")
    );
}

#[test]
fn members_that_nothing_signs() {
    let report = report(&GOLDEN.replacen("\"name\"", "\"grade\": \"A+\", \"name\"", 1));
    assert_eq!(codes(&report), [(Code::JsonLdUndefinedMember, "/grade".into())]);
    assert_eq!(ended(&report, Step::JsonLd), CheckOutcome::Failed);
    assert_eq!(ended(&report, Step::Proof), CheckOutcome::Unknown);
}

#[test]
fn no_proof() {
    for empty in [false, true] {
        let mut value: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
        value.as_object_mut().unwrap().remove("proof");
        if empty {
            value["proof"] = serde_json::json!([]);
        }
        let report = report(&value.to_string());
        assert_eq!(codes(&report), [(Code::ProofMissing, String::new())]);
        assert_eq!(ended(&report, Step::Binding), CheckOutcome::Unknown);
        assert_eq!(report.verdict(), Verdict::NotVerified);
    }
}

#[test]
fn proofs_that_cannot_be_checked_are_undecided() {
    let changed = report(&GOLDEN.replacen("eddsa-rdfc-2022", "ecdsa-sd-2023", 1));
    assert_eq!(codes(&changed), [(Code::ProofUnknownSuite, "/proof".into())]);
    assert_eq!(ended(&changed, Step::Proof), CheckOutcome::Unknown);
    assert_eq!(changed.verdict(), Verdict::Undecided);

    let beyond = report(&GOLDEN.replacen("\"name\"", "\"renderMethod\": {\"@nest\": 1}, \"name\"", 1));
    assert_eq!(codes(&beyond), [(Code::JsonLdUnsupported, "/renderMethod/@nest".into())]);
    assert_eq!(beyond.verdict(), Verdict::Undecided);

    let older = report(&resigned(|_| {}, None).replacen("context-3.0.3.json", "context-3.0.4.json", 1));
    let place = || "/@context/1".to_owned();
    assert_eq!(codes(&older), [(Code::ModelContextVersion, place()), (Code::JsonLdUnknownContext, place())]);
    assert_eq!(older.verdict(), Verdict::Undecided);

    let https = report(HTTPS);
    assert_eq!(codes(&https), [(Code::DidDocumentMissing, "/proof/verificationMethod".into())]);
    assert_eq!(https.verdict(), Verdict::Undecided);
    assert!(https.into_verified().unwrap_err().to_string().starts_with("undecided: at /proof/verificationMethod"));
}

#[test]
fn keys_that_the_caller_answers_for() {
    let method = format!("https://badges.example.edu/issuer#{}", key().verifying_key());
    let verify = |resources: &Resources| Verifier::new(Policy::strict()).verify(HTTPS.as_bytes(), resources, now());
    let own = Resources::new().with_key(&method, "https://badges.example.edu/issuer", key().verifying_key());
    assert_eq!(verify(&own).verdict(), Verdict::Verified);
    // The key of another controller signs for nobody else.
    let foreign = Resources::new().with_key(&method, "https://evil.example", key().verifying_key());
    let report = verify(&foreign);
    assert_eq!(ended(&report, Step::Proof), CheckOutcome::Passed);
    assert_eq!(codes(&report), [(Code::ProofKeyNotBound, "/proof/verificationMethod".into())]);
    assert_eq!(report.verdict(), Verdict::NotVerified);
    // Another key does not fit.
    let other = SigningKey::from_seed(&Seed::from_bytes([8; 32])).verifying_key();
    let report = verify(&Resources::new().with_key(&method, "https://badges.example.edu/issuer", other.clone()));
    assert_eq!(codes(&report), [(Code::ProofSignatureInvalid, "/proof".into())]);
    // A did:key cannot be given another key.
    let did = crate::did::verification_method_of_key(&key().verifying_key());
    let resources = Resources::new().with_key(did, "x", other);
    let report = Verifier::default().verify(GOLDEN.as_bytes(), &resources, now());
    assert_eq!(report.verdict(), Verdict::Verified);
}

#[test]
fn anybody_can_sign_but_not_as_anybody() {
    let mallory = SigningKey::from_seed(&Seed::from_bytes([8; 32]));
    let mut value: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    let options = ProofOptions::new(crate::did::verification_method_of_key(&mallory.verifying_key()));
    let forged = secure(&Document::parse(value.to_string().as_bytes()).unwrap(), &mallory, &options).unwrap();
    let forged = report(forged.as_str());
    assert_eq!(ended(&forged, Step::Proof), CheckOutcome::Passed);
    assert_eq!(ended(&forged, Step::Binding), CheckOutcome::Failed);
    assert_eq!(codes(&forged), [(Code::ProofKeyNotBound, "/proof/verificationMethod".into())]);
    // The issuer's DID with Mallory's key as its fragment.
    let issuer = crate::did::of_key(&key().verifying_key());
    let options = ProofOptions::new(format!("{issuer}#{}", mallory.verifying_key()));
    let forged = secure(&Document::parse(value.to_string().as_bytes()).unwrap(), &mallory, &options).unwrap();
    let forged = report(forged.as_str());
    assert_eq!(codes(&forged), [(Code::DidMethodMissing, "/proof/verificationMethod".into())]);
    assert_eq!(forged.verdict(), Verdict::NotVerified);
    // Without a fragment there is no verification method.
    let options = ProofOptions::new(issuer);
    let bare = resigned(|_| {}, Some(options));
    assert_eq!(codes(&report(&bare)), [(Code::DidMethodMissing, "/proof/verificationMethod".into())]);
}

#[test]
fn several_proofs() {
    let mut value: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    let good = value["proof"].clone();
    let mut unknown = good.clone();
    unknown["cryptosuite"] = "ecdsa-sd-2023".into();
    let mut bad = good.clone();
    bad["created"] = "2026-05-05T09:00:00Z".into();
    for (proofs, outcome, verdict) in [
        (vec![&good], CheckOutcome::Passed, Verdict::Verified),
        (vec![&unknown, &good], CheckOutcome::Passed, Verdict::VerifiedWithWarnings),
        (vec![&good, &bad], CheckOutcome::Failed, Verdict::NotVerified),
        (vec![&bad, &unknown], CheckOutcome::Failed, Verdict::NotVerified),
        (vec![&unknown], CheckOutcome::Unknown, Verdict::Undecided),
    ] {
        value["proof"] = serde_json::json!(proofs);
        let report = report(&value.to_string());
        assert_eq!((ended(&report, Step::Proof), report.verdict()), (outcome, verdict));
    }
    value["proof"] = serde_json::json!(vec![&good; 9]);
    assert_eq!(codes(&report(&value.to_string())), [(Code::ProofTooMany, "/proof".into())]);
    assert_eq!(report(&value.to_string()).verdict(), Verdict::Undecided);
    value["proof"] = serde_json::json!([good, bad]);
    assert_eq!(codes(&report(&value.to_string())), [(Code::ProofSignatureInvalid, "/proof/1".into())]);
}

#[test]
fn dates() {
    let at = |time: &str, badge: &str| {
        let report = Verifier::new(Policy::strict()).verify(badge.as_bytes(), &Resources::new(), time.parse().unwrap());
        (ended(&report, Step::Validity), codes(&report), report.verdict())
    };
    let early = at("2026-05-04T08:59:59Z", GOLDEN);
    let found = vec![(Code::ProofNotYet, "/proof/created".into()), (Code::ValidityNotYet, "/validFrom".into())];
    assert_eq!(early, (CheckOutcome::Failed, found, Verdict::NotVerified));
    assert_eq!(at("2026-05-04T09:00:00Z", GOLDEN).2, Verdict::Verified);
    let ending = resigned(|badge| badge["validUntil"] = "2027-01-01T00:00:00Z".into(), None);
    assert_eq!(at("2027-01-01T00:00:00Z", &ending).2, Verdict::Verified);
    let late = at("2027-01-01T00:00:01Z", &ending);
    assert_eq!(late, (CheckOutcome::Failed, vec![(Code::ValidityExpired, "/validUntil".into())], Verdict::NotVerified));
}

#[test]
fn proofs_expire() {
    // Made by hand: the crate issues no expiring proofs.
    let mut value: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    let mut proof = value["proof"].take();
    value.as_object_mut().unwrap().remove("proof");
    let document = Document::parse(value.to_string().as_bytes()).unwrap();
    proof.as_object_mut().unwrap().remove("proofValue");
    proof["expires"] = "2026-08-01T00:00:00Z".into();
    let mut configuration = proof.clone();
    configuration["@context"] = value["@context"].clone();
    let hash = |text: String| {
        let canonical = crate::proof::canonicalize(&Document::parse(text.as_bytes()).unwrap()).unwrap();
        <sha2::Sha256 as sha2::Digest>::digest(canonical).to_vec()
    };
    let data = [hash(configuration.to_string()), hash(document.as_str().to_owned())].concat();
    proof["proofValue"] = crate::key::multibase::encode(&key().signature(&data).unwrap()).into();
    value["proof"] = proof;
    let at = |time: &str| {
        let report = Verifier::default().verify(value.to_string().as_bytes(), &Resources::new(), time.parse().unwrap());
        (codes(&report), report.verdict())
    };
    assert_eq!(at("2026-08-01T00:00:00Z"), (vec![], Verdict::Verified));
    assert_eq!(at("2026-08-01T00:00:01Z"), (vec![(Code::ProofExpired, "/proof/expires".into())], Verdict::NotVerified));
}

#[test]
fn a_status_that_was_not_looked_up_is_unknown() {
    let status = serde_json::json!({
        "id": "https://c.example/s#1", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "1", "statusListCredential": "https://c.example/s"
    });
    let report = report(&resigned(|badge| badge["credentialStatus"] = status.clone(), None));
    assert_eq!(codes(&report), [(Code::StatusUnchecked, "/credentialStatus".into())]);
    assert_eq!((ended(&report, Step::Status), report.verdict()), (CheckOutcome::Unknown, Verdict::Undecided));
}

/// The graph is the same, and with it the signature; but whoever reads the members would see no status and no end.
#[test]
fn restrictions_cannot_be_put_out_of_sight() {
    let restricted = resigned(
        |value| {
            value["validUntil"] = "2026-06-01T00:00:00Z".into();
            value["credentialStatus"] = serde_json::json!({"id": "urn:x:s", "type": "BitstringStatusListEntry"});
        },
        None,
    );
    assert_eq!(codes(&report(&restricted))[0].0, Code::ValidityExpired);
    let moved = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut value: serde_json::Value = serde_json::from_str(&restricted).unwrap();
        value.as_object_mut().unwrap().remove("validUntil");
        value.as_object_mut().unwrap().remove("credentialStatus");
        change(&mut value);
        let report = report(&value.to_string());
        assert_ne!(report.verdict(), Verdict::Verified);
        codes(&report)
    };
    let status = serde_json::json!({"id": "urn:x:s", "type": "BitstringStatusListEntry"});
    let until =
        serde_json::json!({"@value": "2026-06-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"});
    let found = moved(&|value| {
        value["https://www.w3.org/2018/credentials#validUntil"] = until.clone();
        value["https://www.w3.org/2018/credentials#credentialStatus"] = status.clone();
    });
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::JsonLdUnsupported; 2]);
    let found = moved(&|value| {
        let terms = serde_json::json!({
            "until": {"@id": "https://www.w3.org/2018/credentials#validUntil", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
            "state": {"@id": "https://www.w3.org/2018/credentials#credentialStatus", "@type": "@id"},
        });
        value["@context"].as_array_mut().unwrap().push(terms);
        value["until"] = "2026-06-01T00:00:00Z".into();
        value["state"] = status.clone();
    });
    let noted = (Code::ModelContext, "/@context/2".to_owned());
    assert_eq!(found, [noted, (Code::JsonLdUnsupported, "/until".into()), (Code::JsonLdUnsupported, "/state".into())]);
    let found = moved(&|value| {
        value["validUntil"] = "2026-06-01T00:00:00Z".into();
        let reverse = serde_json::json!({"https://www.w3.org/2018/credentials#credentialStatus": {"id": value["id"]}});
        let node = serde_json::json!({"id": "urn:x:s", "type": "BitstringStatusListEntry", "@reverse": reverse});
        value["@included"] = serde_json::json!([node]);
    });
    let expected = [Code::ModelDescribedTwice, Code::JsonLdUnsupported, Code::ValidityExpired];
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), expected);
    let found = moved(&|value| {
        value["@included"] = serde_json::json!([{
            "id": value["id"],
            "type": value["type"],
            "validUntil": "2026-06-01T00:00:00Z",
            "credentialStatus": status,
        }]);
    });
    assert_eq!(found, [(Code::ModelDescribedTwice, "/@included/0".to_owned())]);
}

#[test]
fn what_others_may_write() {
    // An issuer as a bare URI, nulls and empty lists were signed by others; they verify.
    let bare = resigned(|badge| badge["issuer"] = badge["issuer"]["id"].clone(), None);
    assert_eq!(report(&bare).verdict(), Verdict::Verified);
    let with_nothing = resigned(|_| {}, None).replacen("\"validFrom\"", "\"endorsement\":[],\"validFrom\"", 1);
    let report = report(&with_nothing);
    assert_eq!(codes(&report), [(Code::JsonLdWithoutEffect, "/endorsement".into())]);
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings);
    // A signature over the text covers the empty list.
    let method = crate::did::verification_method_of_key(&key().verifying_key());
    let options = ProofOptions::new(method).with_suite(crate::proof::Suite::EddsaJcs2022);
    let in_text = resigned(|badge| badge["endorsement"] = serde_json::json!([]), Some(options));
    assert_eq!(super::tests::report(&in_text).verdict(), Verdict::Verified);
}
