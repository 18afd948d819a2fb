//! Which other verifiers refuse what an issuer's key, identifier and format make.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use openbadges::Framework;
use openbadges::assessment::{Assessment, Assessor, AssessorKind, Earned, Learner, Record, Score};
use openbadges::did;
use openbadges::finding::Code;
use openbadges::issue::{Format, Issuer, Recipient};
use openbadges::key::{Algorithm, Secret, Seed, SigningKey};
use openbadges::model::{CredentialStatus, IdentifierType, Image, Profile};
use openbadges::preflight::{OtherVerifier, Outlook, Preflight};
use openbadges::proof::Suite;

fn key(algorithm: Algorithm) -> SigningKey {
    match algorithm {
        Algorithm::EdDsa => SigningKey::from_seed(&Seed::from_bytes([7; 32])),
        Algorithm::Es256 => SigningKey::from_pem(include_str!("../fixtures/keys/p256.pem")).unwrap(),
        _ => SigningKey::from_pem(include_str!("../fixtures/keys/rsa-2048.pem")).unwrap(),
    }
}

fn issuer(algorithm: Algorithm, kind: &str) -> Issuer {
    let key = key(algorithm);
    let id = match kind {
        "did:key" => did::of_key(&key.verifying_key()),
        "did:jwk" => did::jwk::of_key(&key.verifying_key()),
        "did:web" => "did:web:college.example".into(),
        _ => "https://college.example/issuer".into(),
    };
    Issuer::new(Profile::new(id).with_name("College"), key, Secret::from_bytes([9; 32])).unwrap()
}

fn earned() -> Earned {
    let skill = Framework::twenty_first_century_skills().skill("resilience").unwrap();
    let at = "2026-04-17T15:30:00Z".parse().unwrap();
    let made =
        |id: &str| Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator));
    let record = Record::new(Learner::new("s-1"), skill.sub_competencies().map(|sub| made(sub.id())));
    skill.evaluate(&record, "2026-05-01T00:00:00Z".parse().unwrap()).unwrap().into_earned().unwrap()
}

fn recipient() -> Recipient {
    Recipient::new().with_id("did:example:1").with_hashed(IdentifierType::EmailAddress, "a@example.edu")
}

/// For each verifier in its order what is to be expected.
fn outlooks(preflight: &Preflight) -> String {
    let letter = |verifier: &OtherVerifier| match preflight.outlook(*verifier) {
        Outlook::Accepts => '+',
        Outlook::Refuses => '-',
        _ => '?',
    };
    OtherVerifier::ALL.iter().map(letter).collect()
}

#[test]
fn each_key_under_each_identifier() {
    use Algorithm::{EdDsa, Es256, Rs256};
    let jwt = Some(Format::Jwt);
    // 1EdTech's validator, DCC, openbadgeslib, certification; the columns are did:key, did:jwk, did:web and HTTPS.
    let expected = [
        (EdDsa, None, ["++++", "+--+", "++++", "+--+"]),
        (EdDsa, jwt, ["--+-", "----", "--+-", "----"]),
        (EdDsa, Some(Format::Embedded(Suite::EddsaJcs2022)), ["----", "----", "----", "----"]),
        (Es256, None, ["----", "----", "----", "----"]),
        (Es256, jwt, ["+-+-", "+---", "+-+-", "+---"]),
        (Rs256, None, ["+--+", "+--+", "+-++", "?--?"]),
        (Rs256, jwt, ["+--+", "+--+", "+-++", "?--?"]),
    ];
    let earned = earned();
    for (algorithm, format, columns) in expected {
        for (kind, expected) in ["did:key", "did:jwk", "did:web", "https"].into_iter().zip(columns) {
            let issuer = issuer(algorithm, kind);
            assert_eq!(outlooks(&issuer.preflight(format).unwrap()), expected, "{algorithm} {format:?} {kind}");
            let recipient = recipient();
            let award = issuer.award(&earned, &recipient);
            let award = format.into_iter().fold(award, |award, format| award.with_format(format));
            assert_eq!(outlooks(&award.preflight().unwrap()), expected, "{algorithm} {format:?} {kind}, awarded");
        }
    }
}

#[test]
fn what_an_award_says_counts() {
    let (issuer, earned, recipient) = (issuer(Algorithm::EdDsa, "did:key"), earned(), recipient());
    let found = |preflight: Preflight| -> Vec<_> {
        let short = |refusal: &openbadges::preflight::Refusal| {
            (refusal.verifier(), refusal.finding().code(), refusal.finding().pointer().to_owned())
        };
        preflight.refusals().iter().map(short).collect()
    };
    let award = || issuer.award(&earned, &recipient);
    assert_eq!(found(award().preflight().unwrap()), []);
    let suspended = award().with_status(CredentialStatus::bitstring("https://c.example/s", 7, "suspension"));
    let place = || "/credentialStatus/statusPurpose".to_owned();
    assert_eq!(
        found(suspended.preflight().unwrap()),
        [
            (OtherVerifier::OneEdTechValidator, Code::OtherIgnored, place()),
            (OtherVerifier::Certification, Code::OtherIgnored, place())
        ]
    );
    // What is too long for one verifier is signed all the same.
    let image = Image::new(format!("data:image/png;base64,{}", "A".repeat(300_000)));
    let large = award().with_image(image);
    assert_eq!(found(large.preflight().unwrap()), [(OtherVerifier::OpenBadgesLib, Code::OtherTooLarge, String::new())]);
    assert!(large.sign().is_ok());
    // Whoever is named by an address alone is nobody to openbadgeslib, which takes the badge.
    let address = Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu");
    let preflight = issuer.award(&earned, &address).preflight().unwrap();
    assert_eq!(outlooks(&preflight), "++++");
    assert_eq!(found(preflight), [(OtherVerifier::OpenBadgesLib, Code::OtherIgnored, "/credentialSubject".to_owned())]);
}

#[test]
fn what_cannot_be_signed_is_not_judged() {
    let (earned, address) = (earned(), Recipient::new().with_hashed(IdentifierType::EmailAddress, "a@example.edu"));
    let rsa = issuer(Algorithm::Rs256, "did:web");
    let embedded = rsa.preflight(Some(Format::Embedded(Suite::EddsaRdfc2022)));
    assert_eq!(embedded.unwrap_err().code(), Code::ProofWrongKey);
    let old = issuer(Algorithm::EdDsa, "did:web").preflight(Some(Format::Embedded(Suite::Ed25519Signature2020)));
    assert_eq!(old.unwrap_err().code(), Code::ProofUnknownSuite);
    // A JWT needs the recipient's id.
    assert_eq!(rsa.award(&earned, &address).preflight().unwrap_err().code(), Code::JwtNotIssuable);
    assert_eq!(rsa.award(&earned, &Recipient::new()).preflight().unwrap_err().code(), Code::IssueRecipientMissing);
}

#[test]
fn the_profile_counts() {
    let profile =
        br#"{"name": "College", "type": ["Profile"], "image": {"id": "https://c.example/i.png", "type": "Image"}}"#;
    let issuer = Issuer::from_json(profile, key(Algorithm::EdDsa), Secret::from_bytes([9; 32])).unwrap();
    assert_eq!(outlooks(&issuer.preflight(None).unwrap()), "++++");
    let large = format!(r#"{{"name": "College", "description": "{}"}}"#, "x".repeat(270_000));
    let issuer = Issuer::from_json(large.as_bytes(), key(Algorithm::EdDsa), Secret::from_bytes([9; 32])).unwrap();
    assert_eq!(outlooks(&issuer.preflight(None).unwrap()), "++-+");
}
