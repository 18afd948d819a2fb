//! Badges in every format, with every kind of key, from every kind of issuer; and those who try to pass for them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use openbadges::assessment::{Earned, Records};
use openbadges::did;
use openbadges::finding::Code;
use openbadges::issue::{Format, Issuer, Recipient, Signed};
use openbadges::key::{Algorithm, Jwks, PublicOnly, Secret, Seed, Signer, SigningKey};
use openbadges::proof::jwt::{self, JwtOptions};
use openbadges::proof::{Engine, ProofOptions, Suite};
use openbadges::verify::{CheckOutcome, Policy, Report, Resources, Step, Verdict, Verifier};
use openbadges::{Document, Framework};
use serde_json::{Value, json};

const HTTPS: &str = "https://badges.example.edu/issuer";

fn key(algorithm: Algorithm) -> SigningKey {
    match algorithm {
        Algorithm::EdDsa => SigningKey::from_seed(&Seed::from_bytes([7; 32])),
        Algorithm::Es256 => SigningKey::from_pem(include_str!("../fixtures/keys/p256.pem")).unwrap(),
        _ => SigningKey::from_pem(include_str!("../fixtures/keys/rsa-2048.pem")).unwrap(),
    }
}

fn earned() -> (Earned, Recipient) {
    let records = Records::from_json(include_bytes!("../fixtures/assessments.json")).unwrap();
    let record = records.of("s-1001").unwrap();
    let skill = Framework::twenty_first_century_skills().skill("critical-thinking").unwrap().clone();
    let outcome = skill.evaluate(record, "2026-05-04T09:00:00Z".parse().unwrap()).unwrap();
    (outcome.into_earned().unwrap(), Recipient::of(record.learner()))
}

fn issuer(id: &str, key: impl Signer + 'static) -> Issuer {
    let profile = json!({"id": id, "type": ["Profile"], "name": "Example College"}).to_string();
    Issuer::from_json(profile.as_bytes(), key, Secret::from_bytes([9; 32])).unwrap()
}

fn issued(issuer: &Issuer, format: Format) -> Signed {
    let (earned, recipient) = earned();
    issuer.award(&earned, &recipient).with_format(format).sign().unwrap()
}

fn formats(algorithm: Algorithm) -> Vec<Format> {
    let suites = Suite::ALL.iter().filter(|suite| suite.is_issued() && suite.algorithm() == algorithm);
    suites.map(|suite| Format::Embedded(*suite)).chain([Format::Jwt]).collect()
}

fn verify(text: &str, resources: &Resources) -> Report {
    Verifier::new(Policy::strict()).verify(text.as_bytes(), resources, "2026-07-01T00:00:00Z".parse().unwrap())
}

fn ended(report: &Report, step: Step) -> CheckOutcome {
    report.checks().iter().find(|check| check.step() == step).unwrap().outcome()
}

fn codes(report: &Report) -> Vec<Code> {
    report.findings().map(|finding| finding.code()).collect()
}

/// The document that an issuer publishes for a key.
fn controller(id: &str, method: &str, key: &SigningKey) -> Document {
    let public = key.verifying_key();
    let jwk: Value = serde_json::from_str(&public.to_jwk()).unwrap();
    let method = json!({"id": method, "type": "JsonWebKey", "controller": id, "publicKeyJwk": jwk});
    Document::of(&json!({"id": id, "verificationMethod": [method.clone()], "assertionMethod": [method["id"]]})).unwrap()
}

#[test]
fn every_key_signs_every_format_that_it_can() {
    let mut count = 0;
    for algorithm in Algorithm::ALL {
        let key = key(*algorithm);
        let public = key.verifying_key();
        let mut ids = vec![did::jwk::of_key(&public), "did:web:badges.example.edu".into(), HTTPS.into()];
        ids.extend((*algorithm != Algorithm::Rs256).then(|| did::of_key(&public)));
        for id in ids {
            let issuer = issuer(&id, key.clone());
            let document = controller(&id, issuer.verification_method(), &key);
            let resources = Resources::new().with_document(&id, document);
            for format in formats(*algorithm) {
                let signed = issued(&issuer, format);
                let report = verify(signed.to_text(), &resources);
                assert_eq!(report.verdict(), Verdict::Verified, "{id} {format:?}: {report}");
                assert_eq!(signed.token().is_some(), format == Format::Jwt);
                let verified = report.into_verified().unwrap();
                assert_eq!(verified.document(), signed.document());
                // Without the issuer's documents nothing is known of its keys, and nothing is believed.
                let follows = id.starts_with("did:key:") || id.starts_with("did:jwk:");
                let expected = if follows { Verdict::Verified } else { Verdict::Undecided };
                assert_eq!(verify(signed.to_text(), &Resources::new()).verdict(), expected, "{id} {format:?}");
                count += 1;
            }
        }
    }
    assert_eq!(count, 4 * 3 + 4 * 2 + 3);
}

#[test]
fn what_was_signed_cannot_be_changed() {
    for algorithm in Algorithm::ALL {
        let key = key(*algorithm);
        let issuer = issuer(&did::jwk::of_key(&key.verifying_key()), key.clone());
        let token = issued(&issuer, Format::Jwt).to_text().to_owned();
        let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
        let payload = String::from_utf8(BASE64.decode(&parts[1]).unwrap()).unwrap();
        parts[1] = BASE64.encode(payload.replacen("Critical Thinking", "Critical Drinking", 1));
        let report = verify(&parts.join("."), &Resources::new());
        assert_eq!(codes(&report), [Code::ProofSignatureInvalid]);
        assert_eq!(report.verdict(), Verdict::NotVerified);
        // Nor can a claim say something else than the badge.
        parts[1] = BASE64.encode(payload.replacen("\"nbf\":", "\"nbf\":1", 1));
        let report = verify(&parts.join("."), &Resources::new());
        assert_eq!(codes(&report), [Code::ProofSignatureInvalid, Code::JwtClaimMismatch]);
        assert_eq!(report.verdict(), Verdict::NotVerified);
    }
}

/// Mallory has a key, and signs in the name of a college.
#[test]
fn a_key_from_the_message_is_nobodys() {
    let (college, mallory) = (key(Algorithm::Es256), SigningKey::from_seed(&Seed::from_bytes([66; 32])));
    let document = issued(&issuer(HTTPS, college.clone()), Format::Jwt).document().clone();
    let method = format!("{HTTPS}#{}", college.verifying_key());
    let with_document = Resources::new().with_document(HTTPS, controller(HTTPS, &method, &college));

    // Her key in the header.
    let token = jwt::sign(&document, &mallory, &JwtOptions::jwk()).unwrap();
    let report = verify(&token, &Resources::new());
    assert_eq!(
        (ended(&report, Step::Proof), ended(&report, Step::Binding)),
        (CheckOutcome::Passed, CheckOutcome::Unknown)
    );
    assert_eq!(report.verdict(), Verdict::Undecided);
    let report = verify(&token, &with_document);
    assert_eq!(
        (ended(&report, Step::Proof), ended(&report, Step::Binding)),
        (CheckOutcome::Passed, CheckOutcome::Failed)
    );
    assert_eq!(codes(&report), [Code::ProofKeyNotBound]);

    // The college's name for its key, and hers in the header: the college's key is taken.
    let token = jwt::sign(&document, &mallory, &JwtOptions::kid(&method).with_jwk()).unwrap();
    assert_eq!(verify(&token, &with_document).verdict(), Verdict::NotVerified);
    assert_eq!(verify(&token, &Resources::new()).verdict(), Verdict::NotVerified);

    // Her key in the fragment of the college's address, in both formats.
    let named = format!("{HTTPS}#{}", mallory.verifying_key());
    let token = jwt::sign(&document, &mallory, &JwtOptions::kid(&named)).unwrap();
    assert_eq!(verify(&token, &Resources::new()).verdict(), Verdict::Undecided);
    assert_eq!(codes(&verify(&token, &with_document)), [Code::DidMethodMissing]);
    assert_eq!(verify(&token, &with_document).verdict(), Verdict::NotVerified);
    let embedded = Engine::new().secure(&document, &mallory, &ProofOptions::new(&named)).unwrap();
    assert_eq!(verify(embedded.as_str(), &Resources::new()).verdict(), Verdict::Undecided);
    assert_eq!(verify(embedded.as_str(), &with_document).verdict(), Verdict::NotVerified);

    // Her own DID, properly.
    let own = did::verification_method_of_key(&mallory.verifying_key());
    let token = jwt::sign(&document, &mallory, &JwtOptions::kid(&own)).unwrap();
    let report = verify(&token, &with_document);
    assert_eq!(
        (ended(&report, Step::Proof), ended(&report, Step::Binding)),
        (CheckOutcome::Passed, CheckOutcome::Failed)
    );
    assert_eq!(report.verdict(), Verdict::NotVerified);
}

/// A college serves a set of keys at its address.
#[test]
fn keys_of_a_set_are_the_issuers() {
    let key = key(Algorithm::Rs256);
    let issuer = issuer(HTTPS, key.clone()).with_verification_method(format!("{HTTPS}#2026")).unwrap();
    let token = issued(&issuer, Format::Jwt);
    let set = |kid: &str| Document::parse(Jwks::new().with_key(kid, key.verifying_key()).to_json().as_bytes()).unwrap();
    let with = |kid: &str| verify(token.to_text(), &Resources::new().with_document(HTTPS, set(kid)));
    assert_eq!(with("2026").verdict(), Verdict::Verified);
    assert_eq!(with(&format!("{HTTPS}#2026")).verdict(), Verdict::Verified);
    assert_eq!(with("2025").verdict(), Verdict::NotVerified);
}

/// Whoever wraps what an issuer signed vouches for it, and nobody is vouched for by him.
#[test]
fn the_jwt_itself_must_be_the_issuers() {
    let (college, mallory) = (key(Algorithm::EdDsa), SigningKey::from_seed(&Seed::from_bytes([66; 32])));
    let issuer = issuer(&did::of_key(&college.verifying_key()), college.clone());
    let options = JwtOptions::kid(did::verification_method_of_key(&mallory.verifying_key()));
    let signed = issued(&issuer, Format::Embedded(Suite::EddsaRdfc2022));
    let mut more: Value = serde_json::from_str(signed.to_json()).unwrap();
    // Over RDF, the contexts that a proof names for itself are not signed.
    more["proof"]["@context"] = more["@context"].clone();
    more["@context"].as_array_mut().unwrap().push("https://evil.example/context".into());
    for document in [signed.document().clone(), Document::of(&more).unwrap()] {
        let wrapped = jwt::sign(&document, &mallory, &options).unwrap();
        assert_ne!(verify(&wrapped, &Resources::new()).verdict(), Verdict::Verified);
    }
    assert_eq!(verify(&more.to_string(), &Resources::new()).verdict(), Verdict::Undecided);
    more["@context"][2] = json!({"name": "urn:example:other"});
    assert_ne!(verify(&more.to_string(), &Resources::new()).verdict(), Verdict::Verified);
}

/// What no verifier could follow to a key is not issued under.
#[test]
fn issuers_that_lead_nowhere() {
    for (id, code) in [
        ("did:web:Example.edu", Code::DidWebAddress),
        ("did:web:192.0.2.1", Code::DidWebAddress),
        ("did:example:x?y=1", Code::DidSyntax),
    ] {
        let profile = json!({"id": id, "type": ["Profile"], "name": "X"}).to_string();
        let error =
            Issuer::from_json(profile.as_bytes(), key(Algorithm::EdDsa), Secret::from_bytes([9; 32])).unwrap_err();
        assert_eq!(error.code(), code, "{id}");
    }
    // Nor is a badge wrapped by another issuer than its own.
    let ours = issuer(HTTPS, key(Algorithm::EdDsa));
    let theirs = issuer("did:web:badges.example.edu", key(Algorithm::Es256));
    let error = issued(&ours, Format::Embedded(Suite::EddsaRdfc2022)).in_jwt(&theirs).unwrap_err();
    assert_eq!(error.code(), Code::IssueKeyNotOfIssuer);
}

#[test]
fn keys_in_the_wrong_place_or_past_their_time() {
    let key = key(Algorithm::EdDsa);
    let issuer = issuer(HTTPS, key.clone()).with_verification_method(format!("{HTTPS}#1")).unwrap();
    let token = issued(&issuer, Format::Jwt).to_text().to_owned();
    let with = |document: Value| {
        verify(&token, &Resources::new().with_document(HTTPS, Document::of(&document).unwrap())).verdict()
    };
    let mut jwk: Value = serde_json::from_str(&key.verifying_key().to_jwk()).unwrap();
    jwk["kid"] = "1".into();
    assert_eq!(with(json!({"keys": [jwk]})), Verdict::Verified);
    // A controller's document lists its keys for a use, or they have none.
    assert_eq!(with(json!({"id": HTTPS, "assertionMethod": [], "keys": [jwk]})), Verdict::NotVerified);
    let mut other = jwk.clone();
    other["id"] = "https://badges.example.edu/other".into();
    assert_eq!(with(other), Verdict::NotVerified);
    for (member, value, expected) in [
        ("revoked", json!({"revoked_at": 1}), Verdict::NotVerified),
        ("revoked", json!({"revoked_at": 1_780_000_000}), Verdict::Undecided),
        ("exp", json!(1), Verdict::NotVerified),
        ("exp", json!(1_780_000_000), Verdict::VerifiedWithWarnings),
    ] {
        let mut jwk = jwk.clone();
        jwk[member] = value.clone();
        assert_eq!(with(json!({"keys": [jwk]})), expected, "{member} {value}");
    }
    // Another key in the header than the one that is named: worth knowing.
    let document = issued(&issuer, Format::Jwt).document().clone();
    let payload =
        jwt::prepare(&document, &key.verifying_key(), &JwtOptions::kid(issuer.verification_method())).unwrap();
    let (_, payload) = std::str::from_utf8(payload.bytes()).unwrap().split_once('.').unwrap();
    let hint = SigningKey::from_seed(&Seed::from_bytes([66; 32])).verifying_key().to_jwk();
    let header = format!(r#"{{"alg":"EdDSA","kid":"{}","jwk":{hint}}}"#, issuer.verification_method());
    let signed = format!("{}.{payload}", BASE64.encode(header));
    let token = format!("{signed}.{}", BASE64.encode(key.sign(signed.as_bytes()).unwrap()));
    let report = verify(&token, &Resources::new().with_document(HTTPS, Document::of(&json!({"keys": [jwk]})).unwrap()));
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings);
    let found: Vec<Code> = report.checks().iter().flat_map(|check| check.findings()).map(|f| f.code()).collect();
    assert_eq!(found, [Code::JwtWrongKey]);
}

/// When a signature was made, only whoever made it says.
#[test]
fn keys_that_have_ended() {
    let key = key(Algorithm::EdDsa);
    let issuer = issuer(HTTPS, key.clone());
    let method = issuer.verification_method();
    for format in formats(Algorithm::EdDsa) {
        let badge = issued(&issuer, format);
        let with = |member: &str, end: &str| {
            let mut document: Value = serde_json::from_str(controller(HTTPS, method, &key).as_str()).unwrap();
            document["verificationMethod"][0][member] = end.into();
            let resources = Resources::new().with_document(HTTPS, Document::of(&document).unwrap());
            verify(badge.to_text(), &resources).verdict()
        };
        assert_eq!(with("expires", "2026-08-01T00:00:00Z"), Verdict::Verified);
        // Retired after it signed; replaced, not stolen.
        assert_eq!(with("expires", "2026-06-01T00:00:00Z"), Verdict::VerifiedWithWarnings);
        assert_eq!(with("expires", "2026-05-01T00:00:00Z"), Verdict::NotVerified);
        // Revoked: others may have it.
        assert_eq!(with("revoked", "2026-08-01T00:00:00Z"), Verdict::Verified);
        assert_eq!(with("revoked", "2026-06-01T00:00:00Z"), Verdict::Undecided);
        assert_eq!(with("revoked", "2026-05-01T00:00:00Z"), Verdict::NotVerified);
    }
}

#[test]
fn a_proof_in_a_jwt_is_checked_too() {
    let key = key(Algorithm::EdDsa);
    let issuer = issuer(&did::of_key(&key.verifying_key()), key.clone());
    let both = issued(&issuer, Format::Embedded(Suite::EddsaRdfc2022)).in_jwt(&issuer).unwrap();
    assert_eq!(verify(both.to_text(), &Resources::new()).verdict(), Verdict::Verified);
    assert!(both.document().root().get("proof").is_some());

    // A proof that does not fit is wrong, whoever vouches for it.
    let broken = both.to_json().replacen("Critical Thinking", "Critical Drinking", 1);
    let broken = Document::parse(broken.as_bytes()).unwrap();
    let token = jwt::sign(&broken, &key, &JwtOptions::kid(issuer.verification_method())).unwrap();
    let report = verify(&token, &Resources::new());
    assert_eq!((report.verdict(), codes(&report)), (Verdict::NotVerified, vec![Code::ProofSignatureInvalid]));
}

/// A JWT covers every byte; what contexts do not define is worth knowing, no more.
#[test]
fn what_no_context_defines_is_a_warning_in_a_jwt() {
    let key = key(Algorithm::EdDsa);
    let issuer = issuer(&did::of_key(&key.verifying_key()), key.clone());
    let text = issued(&issuer, Format::Jwt).to_json().replacen("\"awardedDate\"", "\"grade\":\"A\",\"awardedDate\"", 1);
    let document = Document::parse(text.as_bytes()).unwrap();
    let token = jwt::sign(&document, &key, &JwtOptions::kid(issuer.verification_method())).unwrap();
    let report = verify(&token, &Resources::new());
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings);
    assert_eq!(ended(&report, Step::JsonLd), CheckOutcome::Passed);
    let warnings: Vec<Code> = report.checks().iter().flat_map(|check| check.findings()).map(|f| f.code()).collect();
    assert_eq!(warnings, [Code::JsonLdUndefinedMember]);
}

#[test]
fn algorithms_of_others_are_undecided_and_none_is_refused() {
    let key = key(Algorithm::EdDsa);
    let issuer = issuer(&did::of_key(&key.verifying_key()), key.clone());
    let token = issued(&issuer, Format::Jwt).to_text().to_owned();
    let with = |header: &str| {
        let (_, rest) = token.split_once('.').unwrap();
        verify(&format!("{}.{rest}", BASE64.encode(header)), &Resources::new())
    };
    let kid = issuer.verification_method();
    for algorithm in ["ES384", "PS256", "ES256K"] {
        let report = with(&format!(r#"{{"alg":"{algorithm}","kid":"{kid}"}}"#));
        assert_eq!((report.verdict(), codes(&report)), (Verdict::Undecided, vec![Code::JwtUnknownAlgorithm]));
    }
    for algorithm in ["none", "HS256"] {
        let report = with(&format!(r#"{{"alg":"{algorithm}","kid":"{kid}"}}"#));
        assert_eq!((report.verdict(), codes(&report)), (Verdict::NotVerified, vec![Code::JwtInsecureAlgorithm]));
    }
    // The header may not say how the key is used: the key does.
    let report = with(&format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#));
    assert_eq!((report.verdict(), codes(&report)), (Verdict::NotVerified, vec![Code::JwtWrongKey]));
}

#[test]
fn proofs_hold_for_whom_and_as_long_as_they_are_meant() {
    let key = key(Algorithm::EdDsa);
    let id = did::of_key(&key.verifying_key());
    let unsigned = issued(&issuer(&id, key.clone()), Format::Jwt).document().clone();
    let options = ProofOptions::new(did::verification_method_of_key(&key.verifying_key()))
        .with_domain("portal.example")
        .with_domain("jobs.example")
        .with_challenge("7f3a")
        .with_expires("2026-08-01T00:00:00Z".parse().unwrap());
    let text = Engine::new().secure(&unsigned, &key, &options).unwrap().as_str().to_owned();
    let at = |verifier: &Verifier, now: &str| {
        let report = verifier.verify(text.as_bytes(), &Resources::new(), now.parse().unwrap());
        (report.verdict(), codes(&report))
    };
    let plain = Verifier::new(Policy::strict());
    let now = "2026-07-01T00:00:00Z";
    assert_eq!(at(&plain, now), (Verdict::Verified, vec![]));
    assert_eq!(at(&plain.clone().with_domain("jobs.example").with_challenge("7f3a"), now), (Verdict::Verified, vec![]));
    let refused = (Verdict::NotVerified, vec![Code::ProofNotForUs]);
    assert_eq!(at(&plain.clone().with_domain("elsewhere.example"), now), refused);
    assert_eq!(at(&plain.clone().with_challenge("7f3b"), now), refused);
    assert_eq!(at(&plain, "2026-08-01T00:00:01Z"), (Verdict::NotVerified, vec![Code::ProofExpired]));

    // One proof for each site, and a JWT for none.
    let options = ProofOptions::new(did::verification_method_of_key(&key.verifying_key())).with_domain("other.example");
    let both = Engine::new().add_proof(&Document::parse(text.as_bytes()).unwrap(), &key, &options).unwrap();
    let ours = plain.clone().with_domain("jobs.example");
    let at = |verifier: &Verifier, text: &str| {
        let report = verifier.verify(text.as_bytes(), &Resources::new(), now.parse().unwrap());
        (report.verdict(), codes(&report))
    };
    assert_eq!(at(&ours, both.as_str()), (Verdict::Verified, vec![]));
    let refused = (Verdict::NotVerified, vec![Code::ProofNotForUs; 2]);
    assert_eq!(at(&plain.clone().with_domain("third.example"), both.as_str()), refused);
    let token = issued(&issuer(&id, key.clone()), Format::Jwt).to_text().to_owned();
    assert_eq!(at(&ours, &token).0, Verdict::NotVerified);
}

#[test]
fn keys_elsewhere_sign_in_two_steps() {
    let (earned, recipient) = earned();
    for algorithm in Algorithm::ALL {
        let service = key(*algorithm);
        let here = issuer(HTTPS, service.clone());
        let public = issuer(HTTPS, PublicOnly::new(service.verifying_key()));
        for format in formats(*algorithm) {
            let award = public.award(&earned, &recipient).with_format(format);
            let prepared = award.prepare().unwrap();
            assert_eq!(*prepared.key(), service.verifying_key());
            let signature = service.sign(prepared.bytes()).unwrap();
            let signed = prepared.clone().attach(&signature).unwrap();
            assert_eq!(signed.to_text(), issued(&here, format).to_text());
            let mut wrong = signature;
            wrong[0] ^= 1;
            assert_eq!(prepared.attach(&wrong).unwrap_err().code(), Code::KeySignerWrong);
            assert_eq!(award.sign().unwrap_err().code(), Code::KeySignerFailed);
        }
    }
}

#[test]
fn what_a_format_cannot_say_is_not_signed() {
    let (earned, recipient) = earned();
    let rsa = issuer(HTTPS, key(Algorithm::Rs256));
    let award = rsa.award(&earned, &recipient);
    assert!(award.clone().sign().unwrap().token().is_some());
    for suite in Suite::ALL {
        let error = award.clone().with_format(Format::Embedded(*suite)).sign().unwrap_err();
        let expected = if suite.is_issued() { Code::ProofWrongKey } else { Code::ProofUnknownSuite };
        assert_eq!(error.code(), expected, "{suite}");
    }
    // Without an id of the learner there is no `sub`.
    let hashed = Recipient::new().with_hashed(openbadges::model::IdentifierType::EmailAddress, "a@example.edu");
    let error = rsa.award(&earned, &hashed).sign().unwrap_err();
    assert_eq!(error.code(), Code::JwtNotIssuable);
    assert_eq!(error.findings().next().unwrap().pointer(), "/credentialSubject");
    // The DID of another key is not the issuer's.
    let other = did::jwk::of_key(&key(Algorithm::Es256).verifying_key());
    let profile = json!({"id": other, "type": ["Profile"], "name": "X"}).to_string();
    let error = Issuer::from_json(profile.as_bytes(), key(Algorithm::Rs256), Secret::from_bytes([9; 32])).unwrap_err();
    assert_eq!(error.code(), Code::IssueKeyNotOfIssuer);
}
