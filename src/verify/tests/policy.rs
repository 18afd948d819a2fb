//! What policies make of what is old, of several proofs, and of time.

use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::*;

fn verdict(policy: &Policy, text: &str) -> (Verdict, Vec<Code>) {
    let report = Verifier::new(policy.clone()).verify(text.as_bytes(), &Resources::new(), now());
    (report.verdict(), codes(&report).into_iter().map(|(code, _)| code).collect())
}

#[test]
fn names() {
    for (policy, name) in
        [(Policy::strict(), "strict"), (Policy::certification(), "certification"), (Policy::archive(), "archive")]
    {
        assert_eq!((policy.name(), name.parse::<Policy>().unwrap()), (name.to_owned(), policy));
    }
    assert_eq!(Policy::default(), Policy::strict());
    let error = "strikt".parse::<Policy>().unwrap_err();
    let message = "`strikt` is no policy; there are strict, certification, archive; did you mean `strict`?";
    assert_eq!((error.code(), error.to_string()), (Code::InputUnknownWord, message.into()));
}

/// The golden badge in the words of VC Data Model 1.1.
fn of_1_1() -> String {
    resigned(
        |badge| {
            badge["@context"] = json!([
                "https://www.w3.org/2018/credentials/v1",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                "https://w3id.org/security/data-integrity/v1",
            ]);
            let from = badge.as_object_mut().unwrap().remove("validFrom").unwrap();
            badge["issuanceDate"] = from;
        },
        None,
    )
}

/// The golden badge with proofs made by hand: changed before they are signed.
fn signed_by_hand(changes: &[&dyn Fn(&mut Value)]) -> String {
    let mut badge: Value = serde_json::from_str(GOLDEN).unwrap();
    let mut proof = badge.as_object_mut().unwrap().remove("proof").unwrap();
    proof.as_object_mut().unwrap().remove("proofValue");
    let hash = |value: &Value| {
        let document = Document::parse(value.to_string().as_bytes()).unwrap();
        Sha256::digest(crate::proof::canonicalize(&document).unwrap()).to_vec()
    };
    let proofs: Vec<Value> = changes
        .iter()
        .map(|change| {
            let mut proof = proof.clone();
            change(&mut proof);
            let mut configuration = proof.clone();
            configuration["@context"] = badge["@context"].clone();
            let signature = key().signature(&[hash(&configuration), hash(&badge)].concat()).unwrap();
            proof["proofValue"] = crate::key::multibase::encode(&signature).into();
            proof
        })
        .collect();
    badge["proof"] = proofs.into();
    badge.to_string()
}

#[test]
fn what_is_old() {
    let (strict, certification, archive) = (Policy::strict(), Policy::certification(), Policy::archive());
    let old = of_1_1();
    let code = Code::PolicyOlderDataModel;
    assert_eq!(verdict(&strict, &old), (Verdict::NotVerified, vec![code]));
    assert_eq!(verdict(&certification, &old), (Verdict::VerifiedWithWarnings, vec![code]));
    assert_eq!(verdict(&archive, &old), (Verdict::VerifiedWithWarnings, vec![code]));
    let report = Verifier::new(archive.clone()).verify(old.as_bytes(), &Resources::new(), now());
    assert_eq!(report.media_type(), Some("application/vc+ld+json"));

    let suite = signed_by_hand(&[&|proof| proof["cryptosuite"] = "eddsa-2022".into()]);
    let code = Code::PolicyOlderSuite;
    assert_eq!(verdict(&strict, &suite), (Verdict::NotVerified, vec![code]));
    assert_eq!(verdict(&archive, &suite), (Verdict::VerifiedWithWarnings, vec![code]));
    assert_eq!(verdict(&strict.clone().with_older_suites(Older::Warned), &suite).0, Verdict::VerifiedWithWarnings);
    // Beside a proof of today it does no harm.
    let both = signed_by_hand(&[&|proof| proof["cryptosuite"] = "eddsa-2022".into(), &|_| {}]);
    assert_eq!(verdict(&strict, &both), (Verdict::Verified, vec![]));

    let context = resigned(
        |badge| {
            badge["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json".into();
            // These came with 3.0.3.
            badge.as_object_mut().unwrap().remove("awardedDate");
            badge["credentialSubject"]["achievement"].as_object_mut().unwrap().remove("inLanguage");
        },
        None,
    );
    let code = Code::PolicyOlderContext;
    assert_eq!(verdict(&strict, &context), (Verdict::VerifiedWithWarnings, vec![code]));
    let refusing = strict.with_older_contexts(Older::Refused);
    assert_eq!(verdict(&refusing, &context), (Verdict::NotVerified, vec![code]));
}

#[test]
fn several_proofs() {
    let ended = |proof: &mut Value| proof["expires"] = "2026-06-01T00:00:00Z".into();
    let fresh = |_: &mut Value| {};
    let both = signed_by_hand(&[&ended, &fresh]);
    let code = vec![Code::ProofExpired];
    assert_eq!(verdict(&Policy::strict(), &both), (Verdict::NotVerified, code.clone()));
    assert_eq!(verdict(&Policy::archive(), &both), (Verdict::VerifiedWithWarnings, code.clone()));
    let alone = signed_by_hand(&[&ended]);
    assert_eq!(verdict(&Policy::archive(), &alone), (Verdict::NotVerified, code));
    // A good proof of somebody else does not make up for a bad one of the issuer.
    let mallory = SigningKey::from_seed(&Seed::from_bytes([8; 32]));
    let options = ProofOptions::new(crate::did::verification_method_of_key(&mallory.verifying_key()));
    let document = Document::parse(alone.as_bytes()).unwrap();
    let joined = crate::proof::Engine::new().add_proof(&document, &mallory, &options).unwrap();
    let report = Verifier::new(Policy::archive()).verify(joined.as_bytes(), &Resources::new(), now());
    let outcomes = [report.outcome(Step::Proof), report.outcome(Step::Binding)];
    assert_eq!(outcomes, [CheckOutcome::Passed, CheckOutcome::Failed]);
    assert_eq!(report.verdict(), Verdict::NotVerified);
    assert_eq!(report.signatures().iter().map(Signature::is_issuers).collect::<Vec<_>>(), [false, false]);
}

#[test]
fn leeway() {
    let at = |policy: &Policy, badge: &str, time: &str| {
        let report = Verifier::new(policy.clone()).verify(badge.as_bytes(), &Resources::new(), time.parse().unwrap());
        report.verdict()
    };
    let lenient = Policy::strict().with_leeway(Duration::from_secs(60));
    let ending = resigned(|badge| badge["validUntil"] = "2027-01-01T00:00:00Z".into(), None);
    let expiring = signed_by_hand(&[&|proof| proof["expires"] = "2027-01-01T00:00:00Z".into()]);
    for badge in [&ending, &expiring] {
        for (time, strictly, leniently) in [
            ("2026-05-04T08:58:59Z", Verdict::NotVerified, Verdict::NotVerified),
            ("2026-05-04T08:59:00Z", Verdict::NotVerified, Verdict::Verified),
            ("2027-01-01T00:00:00Z", Verdict::Verified, Verdict::Verified),
            ("2027-01-01T00:01:00Z", Verdict::NotVerified, Verdict::Verified),
            ("2027-01-01T00:01:01Z", Verdict::NotVerified, Verdict::NotVerified),
        ] {
            assert_eq!(
                (at(&Policy::strict(), badge, time), at(&lenient, badge, time)),
                (strictly, leniently),
                "{time}"
            );
        }
    }
    // Without end, and without overflow.
    let endless = Policy::strict().with_leeway(Duration::MAX);
    assert_eq!(at(&endless, &ending, "9999-01-01T00:00:00Z"), Verdict::Verified);
}

/// What is right by the standard, yet would not be certified.
#[test]
fn certification() {
    use crate::issue::{Format, Issuer};
    use crate::key::{Algorithm, Secret};
    use crate::proof::Suite;

    let verify = |text: &str, policy: Policy| {
        let report = Verifier::new(policy).verify(text.as_bytes(), &Resources::new(), now());
        let found = codes(&report).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        (report.outcome(Step::Policy), report.verdict(), found)
    };
    let good = (CheckOutcome::Passed, Verdict::Verified, vec![]);
    assert_eq!(verify(GOLDEN, Policy::certification()), good);
    let golden = Document::parse(GOLDEN.as_bytes()).unwrap();
    let document = {
        let mut value: Value = serde_json::from_str(golden.as_str()).unwrap();
        value.as_object_mut().unwrap().remove("proof");
        value
    };
    let issued = |format: Format, key: &SigningKey| {
        let id = crate::did::jwk::of_key(&key.verifying_key());
        let mut value = document.clone();
        value["issuer"]["id"] = id.clone().into();
        let issuer = Issuer::from_json(
            json!({"id": id, "name": "College"}).to_string().as_bytes(),
            key.clone(),
            Secret::from_bytes([1; 32]),
        )
        .unwrap();
        let document = Document::parse(value.to_string().as_bytes()).unwrap();
        match format {
            Format::Jwt => {
                let options = crate::proof::jwt::JwtOptions::kid(issuer.verification_method());
                crate::proof::jwt::sign(&document, key, &options).unwrap()
            }
            Format::Embedded(suite) => {
                let options = ProofOptions::new(issuer.verification_method()).with_suite(suite);
                secure(&document, key, &options).unwrap().as_str().to_owned()
            }
        }
    };
    let read = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/keys").join(name);
        SigningKey::from_pem(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let (p256, rsa) = (read("p256.pem"), read("rsa-2048.pem"));
    assert_eq!(
        (p256.verifying_key().algorithm(), rsa.verifying_key().algorithm()),
        (Algorithm::Es256, Algorithm::Rs256)
    );
    let (refused, decided) = (CheckOutcome::Failed, Verdict::NotVerified);
    for (badge, expected) in [
        (issued(Format::Embedded(Suite::EddsaRdfc2022), &key()), good.clone()),
        (issued(Format::Jwt, &rsa), good.clone()),
        (issued(Format::Jwt, &p256), (refused, decided, vec![Code::OtherAlgorithm])),
        (issued(Format::Jwt, &key()), (refused, decided, vec![Code::OtherAlgorithm])),
        (issued(Format::Embedded(Suite::EddsaJcs2022), &key()), (refused, decided, vec![Code::OtherSuite])),
        (issued(Format::Embedded(Suite::EcdsaRdfc2019), &p256), (refused, decided, vec![Code::OtherSuite])),
    ] {
        assert_eq!(verify(&badge, Policy::strict()), good, "{badge}");
        assert_eq!(verify(&badge, Policy::certification()), expected, "{badge}");
    }
    // 1EdTech's validator breaks off over an issuer that is only a name.
    let bare = resigned(|badge| badge["issuer"] = badge["issuer"]["id"].clone(), None);
    let (outcome, verdict, found) = verify(&bare, Policy::certification());
    assert_eq!((outcome, verdict, found[0]), (refused, decided, Code::OtherContent));
}
